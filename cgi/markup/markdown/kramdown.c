/* Works line by line on the source, because to cmark these constructs are text: after
 * parsing, an attribute list may be in a paragraph, a list item or a heading. Code must
 * stay as it is, so fences and code spans are followed. Indented code is not, because
 * only the lists around it tell code from text. */
#include "markup/markdown/kramdown.h"

#include <ctype.h>
#include <string.h>

#include "markup/markdown/code_fence.h"

enum { MOST_ATTRIBUTES = 1000 }; /* bytes of a list */

struct kramdown {
  struct buf *out;
  struct code_fence fence;
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
      /* Lines stay lines, also where a list takes two. */
      if (memchr(s, '\n', braces))
        buf_putc(k->out, '\n');
      s += braces;
    } else if (*s == '`') {
      size_t n = code_fence_span(s, end);
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

/* The end of the line, or of the next one if an attribute list goes on there. */
static const char *kramdown_end_of(const char *s) {
  const char *end = s + strcspn(s, "\n");
  const char *open = memrchr(s, '{', (size_t)(end - s));
  if (!*end || !open || open[1] != ':' || memchr(open, '}', (size_t)(end - open)))
    return end;
  const char *next = end + 1 + strcspn(end + 1, "\n");
  const char *close = memchr(end + 1, '}', (size_t)(next - end) - 1);
  return close && next - open < MOST_ATTRIBUTES ? next : end;
}

/* The length of the language in an attribute list such as "{: .language-ruby}"; 0 if it
 * has none. */
static size_t kramdown_language(const char *s, const char *end, const char **name) {
  static const char class[] = ".language-";
  const char *at = memmem(s, (size_t)(end - s), class, sizeof class - 1);
  if (!at)
    return 0;
  *name = at + sizeof class - 1;
  size_t n = 0;
  while (*name + n < end && !strchr(" \t}.#`", (*name)[n]))
    n++;
  return n;
}

/* Appends the language of the code whose fence has just been opened without one. It is
 * written after the code, in its attribute list. `s` is the next line. Each fence is
 * followed to its end twice, so the time stays linear. */
static void kramdown_put_language(struct kramdown *k, const char *s) {
  struct code_fence fence = k->fence;
  const char *name = NULL;
  while (*s && fence.mark) {
    const char *end = s + strcspn(s, "\n");
    (void)code_fence_follow(&fence, s, end);
    s = *end ? end + 1 : end;
  }
  const char *end = s + strcspn(s, "\n");
  if (fence.mark || !kramdown_is_alone(s, end))
    return;
  size_t n = kramdown_language(s, end, &name);
  if (n)
    buf_add(k->out, name, n);
}

/* A line of code, which stays as it is. */
static void kramdown_put_code(
    struct kramdown *k, bool was_open, const char *s, const char *end) {
  buf_add(k->out, s, (size_t)(end - s));
  const char *info = s + strspn(s, " \t>");
  while (info < end && *info == k->fence.mark)
    info++;
  if (!was_open && k->fence.mark && *end && kramdown_is_blank(info, end))
    kramdown_put_language(k, end + 1);
}

enum err kramdown_convert(const char *text, struct buf *out) {
  struct kramdown k = {.out = out};
  for (const char *s = text; *s && !out->failed;) {
    const char *end = kramdown_end_of(s);
    bool was_open = k.fence.mark;
    /* A comment hides fences too, which must not count as opened. */
    if (!k.in_comment && code_fence_follow(&k.fence, s, end))
      kramdown_put_code(&k, was_open, s, end);
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
