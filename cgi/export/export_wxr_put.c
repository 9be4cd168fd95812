#include "export/export_wxr_put.h"

#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"

/* Written as CDATA; the end mark of CDATA in the text is split in two. */
void export_wxr_put(struct export_wxr *d, const char *name, const char *text) {
  fprintf(d->out, "<%s><![CDATA[", name);
  for (const char *s = text ? text : ""; *s;) {
    size_t skip = utf8_not_for_xml(s);
    if (strncmp(s, "]]>", 3) == 0) {
      fputs("]]]]><![CDATA[>", d->out);
      skip = 3;
    } else if (!skip) {
      fputc(*s, d->out);
      skip = 1;
    }
    s += skip;
  }
  /* The end tag has the name without the attributes. */
  fprintf(d->out, "]]></%.*s>\n", (int)strcspn(name, " "), name);
}

/* Two characters are enough: the text becomes content of an element, never an
 * attribute. */
enum err export_wxr_put_plain(
    struct export_wxr *d, const char *name, const char *text) {
  struct buf html = {0};
  for (const char *s = text; *s; s++)
    if (*s == '&')
      buf_puts(&html, "&amp;");
    else if (*s == '<')
      buf_puts(&html, "&lt;");
    else
      buf_putc(&html, *s);
  enum err e = buf_status(&html);
  if (!e)
    export_wxr_put(d, name, buf_text(&html));
  buf_free(&html);
  return e;
}

void export_wxr_put_number(struct export_wxr *d, const char *name, int64_t n) {
  fprintf(d->out, "<%s>%lld</%s>\n", name, (long long)n, name);
}

void export_wxr_put_date(struct export_wxr *d, const char *name, int64_t t, bool utc) {
  struct civil c = {0};
  time_t seconds = (time_t)(t / CLOCK_SECOND);
  struct tm tm;
  /* Zeros are what WordPress writes for "no date". 80 bytes hold six ints of any
   * value. */
  char text[80] = "0000-00-00 00:00:00";
  if (t && utc && gmtime_r(&seconds, &tm))
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
  else if (t && !utc && clock_civil(t, &c) == OK)
    snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day,
        c.hour, c.minute, c.second);
  fprintf(d->out, "<%s>%s</%s>\n", name, text, name);
}
