/* gumbo compares each attribute of a tag with all before it, to drop repeated ones. A
 * tag of n attributes takes time proportional to n * n, so one with very many is
 * refused before. */
#include "markup/html/html_attributes.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "markup/html/html_limits.h"

/* Characters that can end a part of a tag (WHATWG HTML sections 13.2.5.8 and 13.2.5.32
 * onwards). */
enum end { NAME, WORD, VALUE, DOUBLE, SINGLE, ENDS };

static const char *const ends[ENDS] = {
    " \n\t\r\f/>", " \n\t\r\f/>", " \n\t\r\f>", "\"", "'"};

/* Each "<" is treated as a tag, although it may be part of an attribute of another tag.
 * To read a text full of unterminated tags only about once, the scan remembers where
 * attributes have already begun and where its last search for each kind of end led. */
struct scan {
  const char *html, *stop;
  unsigned char *seen; /* a bit per byte of the text */
  struct {
    const char *from, *to;
  } found[ENDS];
};

static bool html_attributes_is_space(char c) {
  return c && strchr(" \n\t\r\f", c);
}

/* The first such end from `at` on, or the end of the text. */
static const char *html_attributes_find(
    struct scan *s, enum end which, const char *at) {
  if (!s->found[which].to || at < s->found[which].from || at > s->found[which].to) {
    const char *to = at;
    while (to < s->stop && (!*to || !strchr(ends[which], *to)))
      to++;
    s->found[which].from = at;
    s->found[which].to = to;
  }
  return s->found[which].to;
}

/* True if an attribute that begins at `at` has already been counted. "<a <a <a ..." is
 * one tag, but each "<" in it could begin one: from there on, the second scan would
 * repeat the first. */
static bool html_attributes_is_seen(struct scan *s, const char *at) {
  size_t i = (size_t)(at - s->html);
  unsigned char bit = (unsigned char)(1u << (i % CHAR_BIT));
  bool seen = s->seen[i / CHAR_BIT] & bit;
  s->seen[i / CHAR_BIT] |= bit;
  return seen;
}

/* The position after the value that follows the "=" at `at`. */
static const char *html_attributes_value_end(struct scan *s, const char *at) {
  do
    at++;
  while (at < s->stop && html_attributes_is_space(*at));
  if (at == s->stop || (*at != '"' && *at != '\''))
    return html_attributes_find(s, VALUE, at);
  const char *end = html_attributes_find(s, *at == '"' ? DOUBLE : SINGLE, at + 1);
  return end < s->stop ? end + 1 : end;
}

/* The position after the attribute at `at`. Its name has at least one byte, which may
 * be "=". */
static const char *html_attributes_end(struct scan *s, const char *at) {
  const char *end = html_attributes_find(s, WORD, at + 1);
  const char *equals = memchr(at + 1, '=', (size_t)(end - at - 1));
  while (!equals && end < s->stop && html_attributes_is_space(*end))
    end++;
  if (!equals && end < s->stop && *end == '=')
    equals = end;
  return equals ? html_attributes_value_end(s, equals) : end;
}

/* True if the tag whose name begins at `at` has no more attributes than allowed, or
 * continues as one that has been counted. */
static bool html_attributes_has_few(struct scan *s, const char *at) {
  at = html_attributes_find(s, NAME, at);
  for (int n = 0; n <= HTML_ATTRIBUTES; n++) {
    while (at < s->stop && (html_attributes_is_space(*at) || *at == '/'))
      at++;
    if (at == s->stop || *at == '>' || html_attributes_is_seen(s, at))
      return true;
    at = html_attributes_end(s, at);
  }
  return false;
}

static bool html_attributes_is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

enum err html_check_attributes(const char *html, size_t n) {
  struct scan s = {.html = html, .stop = html + n, .seen = calloc(n / CHAR_BIT + 1, 1)};
  bool few = true;
  if (!s.seen)
    return ERR_NOMEM;
  for (const char *at = html;
       few && (at = memchr(at, '<', (size_t)(s.stop - at))) != NULL;) {
    at++;
    at += at < s.stop && *at == '/';
    if (at < s.stop && html_attributes_is_letter(*at))
      few = html_attributes_has_few(&s, at);
  }
  free(s.seen);
  return few ? OK : ERR_INVALID;
}
