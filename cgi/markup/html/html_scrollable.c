#include "markup/html/html_scrollable.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

/* True if the text at `s` begins with the name of a tag, after its '<'. */
static bool html_scrollable_is(const char *s, const char *name) {
  size_t n = strlen(name);
  return strncmp(s, name, n) == 0 && (s[n] == '>' || s[n] == ' ');
}

/* A table cannot scroll itself: as a block, some browsers no longer read it out as a
 * table. It is a group and not a region, because regions are landmarks, and a page with
 * ten tables would have ten of them. */
static void html_scrollable_open_table(struct buf *out, const char *table) {
  buf_puts(out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
  buf_add_html(out, table, strlen(table));
  buf_puts(out, "\">");
}

/* Appends `html` with the additions; nothing, if there are none. Nested tables work,
 * because each end tag closes the innermost one. */
static void html_scrollable_write(
    struct buf *out, const char *html, const char *table) {
  static const char end[] = "</table>";
  const char *done = html;
  for (const char *at = html; (at = strchr(at, '<')) != NULL; at++) {
    if (html_scrollable_is(at + 1, "pre")) {
      const char *name_end = at + sizeof "<pre" - 1;
      buf_add(out, done, (size_t)(name_end - done));
      buf_puts(out, " tabindex=\"0\"");
      done = name_end;
    } else if (html_scrollable_is(at + 1, "table")) {
      buf_add(out, done, (size_t)(at - done));
      html_scrollable_open_table(out, table);
      done = at;
    } else if (strncmp(at, end, sizeof end - 1) == 0) {
      const char *after = at + sizeof end - 1;
      buf_add(out, done, (size_t)(after - done));
      buf_puts(out, "</div>");
      done = after;
    }
  }
  if (done != html)
    buf_puts(out, done);
}

enum err html_scrollable(
    struct arena *a, const char *html, const char *table, const char **out) {
  struct buf b = {0};
  html_scrollable_write(&b, html, table);
  enum err e = buf_status(&b);
  const char *copy = html;
  if (!e && b.len)
    copy = arena_strdup(a, buf_text(&b));
  buf_free(&b);
  if (e || !copy)
    return e ? e : ERR_NOMEM;
  *out = copy;
  return OK;
}
