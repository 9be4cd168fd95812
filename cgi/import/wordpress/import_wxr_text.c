#include "import/wordpress/import_wxr_text.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

char *import_wxr_text_clean(struct arena *a, const char *s) {
  char *out = arena_strdup(a, s), *to = out;
  if (!out)
    return NULL;
  utf8_unify_newlines(out, strlen(out));
  /* Unlike utf8_drop_controls(), this adds no line break for U+0085, which autop()
   * would turn into <br>. */
  for (const unsigned char *at = (const unsigned char *)out; *at; at++) {
    bool c1 = at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0;
    if (c1)
      at++;
    else if (*at >= ' ' ? *at != 0x7f : *at == '\n' || *at == '\t')
      *to++ = (char)*at;
  }
  *to = '\0';
  return out;
}

/* WordPress writes "0000-00-00 00:00:00" for a date that is not set. */
bool import_wxr_text_date(const char *utc, const char *local, int64_t *out) {
  char text[40];
  /* UTC first, because the local time depends on the time zone of a site that the
   * export does not name. A draft has only a local time; clock_parse() reads it in the
   * time zone of this site. */
  if (*utc && strncmp(utc, "0000", 4) != 0) {
    snprintf(text, sizeof text, "%.30sZ", utc);
    if (clock_parse(text, out) == OK)
      return true;
  }
  return *local && strncmp(local, "0000", 4) != 0 && clock_parse(local, out) == OK;
}
