/* Readers answer with a picture alone, of which nothing would be left: the sanitiser
 * removes pictures, because they would tell another server who reads the page. This
 * comes before it, so that what is written here need not be safe, only a link. */
#include "import/threads/import_threads_pictures.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

/* Longer tags are no pictures that anybody has posted. */
enum { MOST_TAG = 4000 };

/* A part of the text. */
struct value {
  const char *s;
  size_t n;
};

/* The value of an attribute in the tag from `s` to `end`; empty if there is none. */
static struct value import_threads_pictures_value(
    const char *s, const char *end, const char *name) {
  size_t n = strlen(name);
  for (const char *at = s; (at = memchr(at, '=', (size_t)(end - at))) != NULL; at++) {
    const char *from = at + 1;
    bool is_name = at - s > (ptrdiff_t)n && strchr(" \t\n\"'", at[-(ptrdiff_t)n - 1]) &&
                   strncasecmp(at - n, name, n) == 0;
    if (!is_name || from == end)
      continue;
    bool is_quoted = *from == '"' || *from == '\'';
    char quote = *from;
    from += is_quoted;
    const char *stop = from;
    while (stop < end && (is_quoted ? *stop != quote : !strchr(" \t\n", *stop)))
      stop++;
    return (struct value){from, (size_t)(stop - from)};
  }
  return (struct value){"", 0};
}

static void import_threads_pictures_put_value(struct buf *out, struct value v) {
  for (size_t i = 0; i < v.n; i++)
    if (v.s[i] == '"' || v.s[i] == '<' || v.s[i] == '>')
      buf_puts(out, v.s[i] == '"' ? "&quot;" : v.s[i] == '<' ? "&lt;" : "&gt;");
    else
      buf_putc(out, v.s[i]);
}

/* Writes a link instead of the tag from `s` to `end`; within a link, only its text. */
static void import_threads_pictures_put(
    struct buf *out, const char *s, const char *end, bool is_in_link) {
  struct value src = import_threads_pictures_value(s, end, "src");
  struct value alt = import_threads_pictures_value(s, end, "alt");
  bool is_of_web = src.n > 8 && (strncasecmp(src.s, "https://", 8) == 0 ||
                                    strncasecmp(src.s, "http://", 7) == 0);
  if (is_of_web && !is_in_link) {
    buf_puts(out, " <a href=\"");
    import_threads_pictures_put_value(out, src);
    buf_puts(out, "\">");
  }
  import_threads_pictures_put_value(out, alt.n || !is_of_web ? alt : src);
  if (is_of_web && !is_in_link)
    buf_puts(out, "</a> ");
}

static bool import_threads_pictures_is_tag(const char *s, const char *name) {
  size_t n = strlen(name);
  return strncasecmp(s, name, n) == 0 && s[n] && strchr(" \t\r\n/>", s[n]);
}

const char *import_threads_pictures(struct arena *a, const char *html) {
  struct buf out = {0};
  bool is_in_link = false;
  if (!strcasestr(html, "<img"))
    return html;
  for (const char *s = html; *s;) {
    size_t n = strcspn(s + 1, "<") + 1;
    const char *end = *s == '<' ? memchr(s, '>', strnlen(s, MOST_TAG)) : NULL;
    if (end && import_threads_pictures_is_tag(s, "<a"))
      is_in_link = true;
    else if (end && import_threads_pictures_is_tag(s, "</a"))
      is_in_link = false;
    if (end && import_threads_pictures_is_tag(s, "<img")) {
      import_threads_pictures_put(&out, s + 4, end, is_in_link);
      n = (size_t)(end + 1 - s);
    } else {
      buf_add(&out, s, n);
    }
    s += n;
  }
  const char *copy = buf_status(&out) ? NULL : arena_strdup(a, buf_text(&out));
  buf_free(&out);
  return copy;
}
