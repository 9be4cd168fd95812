/* Works line by line on the source, because to cmark these constructs are text: after
 * parsing, an attribute list may be in a paragraph, a list item or a heading. Code must
 * stay as it is, so fences and code spans are followed. Indented code is not, because
 * only the lists around it tell code from text. */
#include "markup/markdown/kramdown.h"

#include <ctype.h>
#include <string.h>

enum { MOST_ATTRIBUTES = 1000 }; /* bytes of a list */

struct kramdown {
  struct buf *out;
  char fence;      /* the character of the fence that is open; 0: none */
  size_t marks;    /* how many of them opened it */
  bool in_comment; /* between {::comment} and {:/comment} */
};

/* True if only white space precedes `end` from `s`. */
static bool kramdown_is_blank(const char *s, const char *end) {
  while (s < end && (*s == ' ' || *s == '\t' || *s == '\r'))
    s++;
  return s == end;
}

/* Length of the attribute list or extension at `s`, "{:...}"; 0 if there is none. */
static size_t kramdown_braces(const char *s, const char *end) {
  if (end - s < 3 || s[0] != '{' || s[1] != ':' || s[2] == '}')
    return 0;
  /* The limit keeps a line of opening braces alone from taking quadratic time. */
  size_t n = (size_t)(end - s) < MOST_ATTRIBUTES ? (size_t)(end - s) : MOST_ATTRIBUTES;
  const char *close = memchr(s, '}', n);
  return close ? (size_t)(close + 1 - s) : 0;
}

/* True if the line consists of one such pair of braces. */
static bool kramdown_is_alone(const char *s, const char *end) {
  while (s < end && (*s == ' ' || *s == '\t' || *s == '>'))
    s++;
  size_t n = kramdown_braces(s, end);
  return n && kramdown_is_blank(s + n, end);
}

/* True for "* TOC" or "1. TOC" where the next line is "{:toc}": kramdown replaces the
 * list by a table of contents, which every article has here. */
static bool kramdown_is_toc(const char *s, const char *end) {
  const char *next = *end ? end + 1 : end;
  next += strspn(next, " \t");
  if (strncmp(next, "{:toc", 5) != 0)
    return false;
  while (s < end && isdigit((unsigned char)*s))
    s++;
  return s < end && strchr("*-+.", *s) && s + 1 < end && s[1] == ' ';
}

/* True for "*[HTML]: Hyper Text", which defines an abbreviation. */
static bool kramdown_is_abbreviation(const char *s, const char *end) {
  if (end - s < 5 || s[0] != '*' || s[1] != '[')
    return false;
  const char *close = memchr(s, ']', (size_t)(end - s));
  return close && close + 1 < end && close[1] == ':';
}

/* Follows fences. Returns true for a line of code, fences included. */
static bool kramdown_is_code(struct kramdown *k, const char *s, const char *end) {
  const char *at = s;
  while (at < end && (*at == ' ' || *at == '>'))
    at++;
  size_t n = 0;
  char mark = '\0';
  if (at < end)
    mark = *at;
  if (mark == '`' || mark == '~')
    while (at + n < end && at[n] == mark)
      n++;
  if (!k->fence && n >= 3) {
    k->fence = mark;
    k->marks = n;
    return true;
  }
  /* A fence is closed by at least as many marks of the same kind, without anything
   * after them (CommonMark section 4.5). */
  bool was_open = k->fence;
  if (n >= k->marks && mark == k->fence && kramdown_is_blank(at + n, end))
    k->fence = '\0';
  return was_open;
}

/* Length of the code span at `s`, which begins with backticks; the backticks alone if
 * it does not end on the line. */
static size_t kramdown_code_span(const char *s, const char *end) {
  size_t ticks = 0;
  while (s + ticks < end && s[ticks] == '`')
    ticks++;
  for (const char *at = s + ticks; at < end;) {
    size_t run = 0;
    while (at + run < end && at[run] == '`')
      run++;
    if (run == ticks)
      return (size_t)(at + run - s);
    at += run ? run : 1;
  }
  return ticks;
}

/* Appends a line without the attribute lists that follow a link, an emphasis or code,
 * and without extensions. */
static void kramdown_put_inlines(struct kramdown *k, const char *s, const char *end) {
  const char *start = s;
  while (s < end) {
    size_t braces = kramdown_braces(s, end);
    bool follows = s > start && strchr(")]*_`>\"", s[-1]);
    /* "{::" and "{:/" are extensions, which may stand anywhere. Elsewhere "{: x}" is
     * text, as in a sentence about CSS. */
    if (braces && (follows || s[2] == ':' || s[2] == '/')) {
      s += braces;
    } else if (*s == '`') {
      size_t n = kramdown_code_span(s, end);
      buf_add(k->out, s, n);
      s += n;
    } else {
      buf_putc(k->out, *s++);
    }
  }
}

/* Appends what is shown of a line that may begin or end comments. */
static void kramdown_put_line(struct kramdown *k, const char *s, const char *end) {
  static const char open[] = "{::comment}", close[] = "{:/";
  while (s < end) {
    if (k->in_comment) {
      const char *at = memmem(s, (size_t)(end - s), close, sizeof close - 1);
      const char *after = at ? memchr(at, '}', (size_t)(end - at)) : NULL;
      /* The rest of the line is hidden; the comment goes on in the next one. */
      if (!after)
        return;
      k->in_comment = false;
      s = after + 1;
    }
    const char *comment = memmem(s, (size_t)(end - s), open, sizeof open - 1);
    kramdown_put_inlines(k, s, comment ? comment : end);
    k->in_comment = comment != NULL;
    s = comment ? comment + sizeof open - 1 : end;
  }
}

/* True for a line that is removed as a whole. */
static bool kramdown_is_dropped(const char *s, const char *end) {
  static const char open[] = "{::comment}";
  if (strncmp(s, open, sizeof open - 1) == 0)
    return false; /* text may follow its end */
  return kramdown_is_toc(s, end) || kramdown_is_abbreviation(s, end) ||
         kramdown_is_alone(s, end);
}

bool kramdown_is_in(const char *text) {
  return strstr(text, "{:") || strstr(text, "*[");
}

enum err kramdown_convert(const char *text, struct buf *out) {
  struct kramdown k = {.out = out};
  for (const char *s = text; *s && !out->failed;) {
    const char *end = s + strcspn(s, "\n");
    /* A comment hides fences too, which must not count as opened. */
    if (!k.in_comment && kramdown_is_code(&k, s, end))
      buf_add(out, s, (size_t)(end - s));
    else if (k.in_comment || !kramdown_is_dropped(s, end))
      kramdown_put_line(&k, s, end);
    /* An empty line stays for each removed one, so that lines are not joined to a
     * paragraph. */
    if (*end)
      buf_putc(out, '\n');
    s = *end ? end + 1 : end;
  }
  return buf_status(out);
}
