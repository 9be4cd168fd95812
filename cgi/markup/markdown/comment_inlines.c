/* What a line of a comment has between its marks, and which of it readers do not mean
 * as markup. */
#include "markup/markdown/comment_inlines.h"

#include <stdbool.h>
#include <string.h>

#include "markup/markdown/comment_link.h"

enum { MOST_TAG = 4096 /* bytes; a longer tag is text */ };

static bool comment_inlines_is_space(char c) {
  return c == ' ' || c == '\t';
}

static bool comment_inlines_is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The byte at `s`, or a space at the end of the line. */
static char comment_inlines_after(const char *s, const char *end) {
  if (s < end)
    return *s;
  return ' ';
}

static size_t comment_inlines_run(const char *s, const char *end, char c) {
  size_t n = 0;
  while (s + n < end && s[n] == c)
    n++;
  return n;
}

/* The last byte before `s`, or a space at the beginning of the line. */
static char comment_inlines_before(const char *line, const char *s) {
  if (s > line)
    return s[-1];
  return ' ';
}

static void comment_inlines_repeat(struct buf *out, char mark, size_t n) {
  while (n--)
    buf_putc(out, mark);
}

/* True for a character beyond ASCII, other than the wide space and that of no break.
 * Its first byte is at `s`, or its last one before. */
static bool comment_inlines_is_wide(const char *s, const char *end) {
  return s < end && (unsigned char)*s >= 0x80 && memcmp(s, "\xc2\xa0", 2) != 0 &&
         (end - s < 3 || memcmp(s, "\xe3\x80\x80", 3) != 0);
}

static bool comment_inlines_was_wide(const char *line, const char *s) {
  return s > line && (unsigned char)s[-1] >= 0x80 &&
         memcmp(s - 2, "\xc2\xa0", 2) != 0 &&
         (s - line < 3 || memcmp(s - 3, "\xe3\x80\x80", 3) != 0);
}

/* CommonMark asks what is next to a mark: a letter, a space or punctuation. Chinese
 * puts no spaces around words, so that its punctuation would forbid "**" here and
 * there. */
static void comment_inlines_put_emphasis(
    struct buf *out, const char *line, const char *s, size_t n, const char *end) {
  if (comment_inlines_was_wide(line, s))
    buf_putc(out, COMMENT_MARK_NOTHING);
  buf_add(out, s, n);
  if (comment_inlines_is_wide(s + n, end))
    buf_putc(out, COMMENT_MARK_NOTHING);
}

/* "5*3*2", "Leser*innen", "f(**args)", "*.txt" and "*_*" have stars. Only letters of
 * ASCII tell, again because of Chinese. */
static size_t comment_inlines_put_stars(
    struct buf *out, const char *line, const char *s, const char *end) {
  size_t n = comment_inlines_run(s, end, '*');
  char before = comment_inlines_before(line, s),
       after = comment_inlines_after(s + n, end);
  bool is_face = end - s >= 3 && memcmp(s, "*_*", 3) == 0;
  if (is_face) {
    buf_putc(out, COMMENT_MARK_STAR);
    buf_putc(out, COMMENT_MARK_UNDERSCORE);
    buf_putc(out, COMMENT_MARK_STAR);
    return 3;
  }
  bool is_glob =
      n == 1 && after == '.' && end - s > 2 && comment_inlines_is_alnum(s[2]);
  if (is_glob || (comment_inlines_is_alnum(before) && comment_inlines_is_alnum(after)))
    comment_inlines_repeat(out, COMMENT_MARK_STAR, n);
  else
    comment_inlines_put_emphasis(out, line, s, n, end);
  return n;
}

/* "__init__" is a name, and "^_^" a face. */
static size_t comment_inlines_put_underscores(
    struct buf *out, const char *line, const char *s, const char *end) {
  static const char faces[] = "^<>-;=.'~";
  size_t n = comment_inlines_run(s, end, '_');
  bool is_face = strchr(faces, comment_inlines_before(line, s)) &&
                 strchr(faces, comment_inlines_after(s + n, end));
  if (n > 1 || is_face)
    comment_inlines_repeat(out, COMMENT_MARK_UNDERSCORE, n);
  else
    buf_putc(out, '_');
  return n;
}

/* A backslash that something follows is Markdown's, except in "\\server", "C:\*.txt"
 * and the shoulder of a well-known shrug. */
static size_t comment_inlines_put_backslash(
    struct buf *out, const char *line, const char *s, const char *end) {
  bool is_drive = s - line >= 2 && s[-1] == ':' && comment_inlines_is_alnum(s[-2]);
  bool is_shoulder = s - line >= 2 && memcmp(s - 2, "\xc2\xaf", 2) == 0;
  buf_putc(out, '\\');
  if (s + 1 == end || s[1] == '\\' || is_drive || is_shoulder) {
    buf_putc(out, COMMENT_MARK_NOTHING);
    return 1;
  }
  if ((unsigned char)s[1] <= ' ' || (unsigned char)s[1] >= 0x7f)
    return 1;
  buf_putc(out, s[1]);
  return 2;
}

/* Tags, and addresses in "<...>" or "](...)", are cmark's to read as they are. */
static size_t comment_inlines_raw(const char *s, const char *end) {
  size_t n = 1, most = (size_t)(end - s) < MOST_TAG ? (size_t)(end - s) : MOST_TAG;
  if (*s == '<') {
    while (n < most && s[n] != '<' && s[n] != '>')
      n++;
    return n < most && s[n] == '>' ? n + 1 : 1;
  }
  if (n == most || s[n] != '(')
    return 1;
  n++;
  while (n < most && comment_inlines_is_space(s[n]))
    n++;
  while (n < most && !comment_inlines_is_space(s[n]))
    n++;
  return n;
}

static size_t comment_inlines_put_url(
    struct comment_source *out, const char *s, size_t size) {
  const struct comment_span span = {s, size};
  buf_printf(&out->text, "%c%zu%c", COMMENT_MARK_URL, out->urls.len / sizeof span,
      COMMENT_MARK_URL_END);
  buf_add(&out->urls, &span, sizeof span);
  return size;
}

static size_t comment_inlines_put_char(
    struct buf *out, const char *line, const char *s, const char *end) {
  size_t n = 1;
  switch (*s) {
  case '*':
    return comment_inlines_put_stars(out, line, s, end);
  case '_':
    return comment_inlines_put_underscores(out, line, s, end);
  case '\\':
    return comment_inlines_put_backslash(out, line, s, end);
  case '<':
  case ']':
    n = comment_inlines_raw(s, end);
    break;
  default:
    break;
  }
  for (size_t i = 0; i < n; i++)
    if ((unsigned char)s[i] >= ' ' || s[i] == '\t')
      buf_putc(out, s[i]);
  return n;
}

void comment_inlines_put(
    struct comment_source *out, const char *line, const char *s, const char *end) {
  size_t n = (size_t)(end - line), at = 0;
  size_t link = comment_link_find(line, n, (size_t)(s - line), &at);
  while (s < end) {
    if (link && s == line + at) {
      s += comment_inlines_put_url(out, s, link);
      link = comment_link_find(line, n, (size_t)(s - line), &at);
      continue;
    }
    s += comment_inlines_put_char(&out->text, line, s, end);
    if (link && s > line + at)
      link = comment_link_find(line, n, (size_t)(s - line), &at);
  }
}
