/* Most comments are written by people who do not think of markup. Reports to other
 * engines say what goes wrong then: 5*3*2 in italics, a line of "---" that turns the
 * line above into a heading, ^_^ without its mouth, C:\ without its backslash, an
 * answer below "> quoted" that ends up in the quote, "[1]: http://..." that vanishes.
 * Each of them is told apart here, before cmark sees it. */
#include "markup/markdown/comment_source.h"

#include <string.h>

#include "markup/markdown/comment_inlines.h"

enum { MOST_CONTAINERS = 100 /* more are refused by markdown_guard.h */ };

/* Where a line begins, after the marks of its quotes and lists. */
struct comment_prefix {
  size_t size;
  size_t quotes; /* number of ">" */
};

struct comment_reading {
  struct comment_source *out;
  size_t quotes;       /* of the line before; 0 after a blank one */
  char fence;          /* "`" or "~" inside a fenced block; otherwise 0 */
  size_t fence_size;   /* number of these */
  size_t fence_quotes; /* the block ends with its quote */
};

static bool comment_source_is_space(char c) {
  return c == ' ' || c == '\t';
}

/* The byte at `s`, or a space at the end of the line. */
static char comment_source_after(const char *s, const char *end) {
  if (s < end)
    return *s;
  return ' ';
}

static size_t comment_source_run(const char *s, const char *end, char c) {
  size_t n = 0;
  while (s + n < end && s[n] == c)
    n++;
  return n;
}

static bool comment_source_is_blank(const char *s, const char *end) {
  while (s < end && comment_source_is_space(*s))
    s++;
  return s == end;
}

/* True for ">:(", ">_<" and ">= 5", which begin no quote. */
static bool comment_source_is_face(const char *s, const char *end) {
  return s + 1 < end && strchr(":;_.=-<", s[1]);
}

/* Length of the list marker at `s`, or 0. */
static size_t comment_source_marker(const char *s, const char *end) {
  size_t n = 0;
  while (n < 9 && s + n < end && s[n] >= '0' && s[n] <= '9')
    n++;
  if (s + n == end || !strchr(n ? ".)" : "-+*", s[n]))
    return 0;
  n++;
  return s + n == end || comment_source_is_space(s[n]) ? n : 0;
}

/* True for a line that would be a rule, or the underline of a heading. */
static bool comment_source_is_line(const char *s, const char *end) {
  size_t marks = 0, gaps = 0;
  char mark = comment_source_after(s, end);
  bool is_gap = false;
  if (!strchr("-=*_", mark))
    return false;
  for (; s < end && (*s == mark || comment_source_is_space(*s)); s++) {
    marks += *s == mark;
    gaps += *s == mark && is_gap;
    is_gap = *s != mark;
  }
  if (s < end)
    return false;
  return (!gaps && (mark == '-' || mark == '=')) || (marks > 2 && mark != '=');
}

static struct comment_prefix comment_source_prefix(const char *s, const char *end) {
  struct comment_prefix p = {0, 0};
  const char *at = s;
  for (size_t i = 0; i < MOST_CONTAINERS; i++) {
    while (at < end && comment_source_is_space(*at))
      at++;
    size_t marker = 0;
    if (at == end || comment_source_is_line(at, end))
      break;
    if (*at == '>' && !comment_source_is_face(at, end)) {
      p.quotes++;
      marker = 1;
    } else {
      marker = comment_source_marker(at, end);
    }
    if (!marker)
      break;
    at += marker;
  }
  p.size = (size_t)(at - s);
  return p;
}

/* ---- Lines ---- */

/* Inside a fenced block everything is code, and nothing is marked. */
static bool comment_source_put_code(struct comment_reading *r, const char *s,
    const char *end, const struct comment_prefix *p) {
  const char *at = s + p->size;
  if (!r->fence || p->quotes < r->fence_quotes) {
    r->fence = '\0';
    return false;
  }
  size_t n = comment_source_run(at, end, r->fence);
  if (n >= r->fence_size && comment_source_is_blank(at + n, end))
    r->fence = '\0';
  for (; s < end; s++)
    if ((unsigned char)*s >= ' ' || *s == '\t')
      buf_putc(&r->out->text, *s);
  return true;
}

static void comment_source_find_fence(struct comment_reading *r, const char *s,
    const char *end, const struct comment_prefix *p) {
  char mark = comment_source_after(s, end);
  size_t n = mark == '`' || mark == '~' ? comment_source_run(s, end, mark) : 0;
  if (n < 3 || (mark == '`' && memchr(s + n, '`', (size_t)(end - s) - n)))
    return;
  r->fence = mark;
  r->fence_size = n;
  r->fence_quotes = p->quotes;
}

/* What would begin a heading, a rule, an HTML block or a definition here is text. */
static bool comment_source_is_text(const char *s, const char *end) {
  return s < end && (*s == '#' || *s == '<' || comment_source_is_line(s, end) ||
                        (*s == '>' && comment_source_is_face(s, end)) ||
                        (*s == '[' && memmem(s, (size_t)(end - s), "]:", 2)));
}

/* An answer directly below a quote is not part of it, as cmark would have it. */
static void comment_source_end_quote(
    struct comment_reading *r, const struct comment_prefix *p) {
  if (p->quotes >= r->quotes)
    return;
  for (size_t i = 0; i < p->quotes; i++)
    buf_putc(&r->out->text, '>');
  buf_putc(&r->out->text, '\n');
}

static void comment_source_read_line(
    struct comment_reading *r, const char *s, const char *end) {
  struct buf *out = &r->out->text;
  struct comment_prefix p = comment_source_prefix(s, end);
  const char *text = s + p.size;
  if (comment_source_put_code(r, s, end, &p))
    return;
  if (comment_source_is_blank(s, end)) {
    r->quotes = 0;
    return;
  }
  comment_source_end_quote(r, &p);
  r->quotes = p.quotes;
  buf_add(out, s, p.size);
  comment_source_find_fence(r, text, end, &p);
  if (r->fence) {
    buf_add(out, text, (size_t)(end - text));
    return;
  }
  if (comment_source_is_text(text, end))
    buf_putc(out, COMMENT_MARK_NOTHING);
  comment_inlines_put(r->out, s, text, end);
}

enum err comment_source_read(const char *text, struct comment_source *out) {
  struct comment_reading r = {.out = out};
  *out = (struct comment_source){0};
  for (;;) {
    const char *end = text + strcspn(text, "\n");
    comment_source_read_line(&r, text, end);
    if (!*end)
      break;
    buf_putc(&out->text, '\n');
    text = end + 1;
  }
  enum err e = buf_status(&out->text);
  return e ? e : buf_status(&out->urls);
}

void comment_source_free(struct comment_source *s) {
  buf_free(&s->text);
  buf_free(&s->urls);
}

/* ---- Back to what was written ---- */

static bool comment_source_find_url(
    const struct comment_source *s, const char **at, struct comment_span *part) {
  size_t number = 0, count = s->urls.len / sizeof *part;
  const char *c = *at;
  while (*c >= '0' && *c <= '9' && number < count)
    number = number * 10 + (size_t)(*c++ - '0');
  if (*c != COMMENT_MARK_URL_END || number >= count)
    return false;
  memcpy(part, s->urls.data + number * sizeof *part, sizeof *part);
  *at = c + 1;
  return true;
}

bool comment_source_next(const struct comment_source *s, const char **at,
    struct comment_span *part, bool *is_url) {
  static const char marks[] = {COMMENT_MARK_NOTHING, COMMENT_MARK_URL,
      COMMENT_MARK_URL_END, COMMENT_MARK_STAR, COMMENT_MARK_UNDERSCORE, '\0'};
  *is_url = false;
  for (;;) {
    const char *from = *at;
    size_t n = strcspn(from, marks);
    *at = from + n;
    *part = (struct comment_span){from, n};
    if (n)
      return true;
    switch (*from) {
    case '\0':
      return false;
    case COMMENT_MARK_STAR:
      *part = (struct comment_span){"*", 1};
      ++*at;
      return true;
    case COMMENT_MARK_UNDERSCORE:
      *part = (struct comment_span){"_", 1};
      ++*at;
      return true;
    case COMMENT_MARK_URL:
      ++*at;
      if ((*is_url = comment_source_find_url(s, at, part)))
        return true;
      break;
    default:
      ++*at;
    }
  }
}
