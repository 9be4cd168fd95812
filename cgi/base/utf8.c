#include "base/utf8.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/limits.h"

/* Line ends to Unicode and to JavaScript, although no control characters. */
static bool utf8_is_separator(ucs4_t c) {
  return c == 0x2028 || c == 0x2029;
}

/* C0, DEL and C1. Terminals obey C1 controls as well. */
static bool utf8_is_control(ucs4_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

/* The characters with the property Bidi_Control (Unicode Annex 9): marks, embeddings,
 * overrides and isolates. They can show a text in another order than it is in. */
static bool utf8_is_bidi_control(ucs4_t c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/* Returns the position after the next character of a NUL-terminated string, or NULL at
 * its end. An invalid byte counts as one U+FFFD, so that every loop here ends. */
static const char *utf8_next(const char *s, ucs4_t *c) {
  if (!*s)
    return NULL;
  const uint8_t *u = (const uint8_t *)s;
  int n = u8_mbtouc(c, u, strnlen(s, 4));
  return s + (n > 0 ? n : 1);
}

bool utf8_is_valid(const char *s, size_t n) {
  return u8_check((const uint8_t *)s, n) == NULL;
}

enum err utf8_check(const char *s, size_t n, enum utf8_lines lines) {
  const uint8_t *u = (const uint8_t *)s;
  if (!utf8_is_valid(s, n))
    return ERR_SYNTAX;
  while (n) {
    ucs4_t c;
    int step = u8_mbtouc(&c, u, n);
    if (utf8_is_control(c) && !(lines == UTF8_MULTI_LINE && (c == '\n' || c == '\t')))
      return ERR_SYNTAX;
    if (lines == UTF8_ONE_LINE && utf8_is_separator(c))
      return ERR_SYNTAX;
    u += step;
    n -= (size_t)step;
  }
  return OK;
}

/* In place, as the result is never longer. */
size_t utf8_unify_newlines(char *s, size_t n) {
  size_t to = 0;
  for (size_t from = 0; from < n; from++) {
    if (s[from] == '\r') {
      s[to++] = '\n';
      if (from + 1 < n && s[from + 1] == '\n')
        from++;
    } else {
      s[to++] = s[from];
    }
  }
  if (to < n)
    s[to] = '\0';
  return to;
}

/* The character that takes the place of `c`, or UTF8_NONE. */
typedef ucs4_t utf8_replacement(ucs4_t c);

enum { UTF8_NONE = 0x110000 };

/* In place: what a character is replaced by is ASCII, and so no longer. */
static size_t utf8_replace(char *s, size_t n, utf8_replacement *of) {
  size_t to = 0, step;
  for (size_t from = 0; from < n; from += step) {
    ucs4_t c;
    int bytes = u8_mbtoucr(&c, (const uint8_t *)s + from, n - from);
    step = bytes > 0 ? (size_t)bytes : 1;
    ucs4_t now = bytes > 0 ? of(c) : c;
    if (bytes <= 0 || now == c) {
      memmove(s + to, s + from, step);
      to += step;
    } else if (now != UTF8_NONE) {
      s[to++] = (char)now;
    }
  }
  if (to < n)
    s[to] = '\0';
  return to;
}

static ucs4_t utf8_without_control(ucs4_t c) {
  /* Word processors break lines with these three. Without a line end, the words around
   * them would become one. */
  if (c == 0x0b || c == 0x0c || c == 0x85)
    return '\n';
  return c == '\n' || c == '\t' || !utf8_is_control(c) ? c : UTF8_NONE;
}

size_t utf8_drop_controls(char *s, size_t n) {
  return utf8_replace(s, n, utf8_without_control);
}

static ucs4_t utf8_without_ignorable(ucs4_t c) {
  /* The first is U+00AD, and most texts have none. */
  return c < 0x80 || !uc_is_property_default_ignorable_code_point(c) ? c : UTF8_NONE;
}

size_t utf8_drop_ignorable(char *s, size_t n) {
  return utf8_replace(s, n, utf8_without_ignorable);
}

size_t utf8_length(const char *s) {
  return u8_mbsnlen((const uint8_t *)s, strlen(s));
}

bool utf8_is_blank(const char *s) {
  ucs4_t c;
  while ((s = utf8_next(s, &c)) != NULL) {
    bool unseen = uc_is_property_white_space(c) || utf8_is_control(c) ||
                  uc_is_property_default_ignorable_code_point(c) ||
                  /* U+2800, the empty Braille pattern, is a symbol to Unicode, but
                   * shows nothing. */
                  uc_is_property_zero_width(c) || c == 0x2800;
    if (!unseen)
      return false;
  }
  return true;
}

bool utf8_has_bidi_control(const char *s) {
  ucs4_t c;
  while ((s = utf8_next(s, &c)) != NULL)
    if (utf8_is_bidi_control(c))
      return true;
  return false;
}

bool utf8_is_plain(const char *s) {
  return utf8_check(s, strlen(s), UTF8_ONE_LINE) == OK && !utf8_has_bidi_control(s);
}

size_t utf8_longest_mark_run(const char *s) {
  size_t run = 0, longest = 0;
  ucs4_t c;
  while ((s = utf8_next(s, &c)) != NULL) {
    if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M))
      run++;
    /* Invisible characters between marks do not end a run, or else they would be a
     * way around the limit. */
    else if (!uc_is_property_default_ignorable_code_point(c))
      run = 0;
    if (run > longest)
      longest = run;
  }
  return longest;
}

size_t utf8_width(const char *s) {
  int width = u8_width((const uint8_t *)s, strlen(s), "UTF-8");
  return width > 0 ? (size_t)width : 0;
}

/* The width of a grapheme of `n` bytes in columns. A letter can carry marks without
 * end; those that no language needs count, so that a column is a bounded number of
 * bytes. */
static size_t utf8_grapheme_width(const uint8_t *u, size_t n) {
  int width = u8_width(u, n, "UTF-8");
  size_t count = u8_mbsnlen(u, n), free = 1 + LIMIT_MARKS;
  return (width > 0 ? (size_t)width : 0) + (count > free ? count - free : 0);
}

size_t utf8_fit(const char *s, size_t columns) {
  const uint8_t *start = (const uint8_t *)s, *end = start + strlen(s), *at = start;
  size_t used = 0;
  while (at < end) {
    const uint8_t *after = u8_grapheme_next(at, end);
    size_t w = utf8_grapheme_width(at, (size_t)(after - at));
    if (used + w > columns)
      break;
    used += w;
    at = after;
  }
  return (size_t)(at - start);
}

/* Continuation bytes are 10xxxxxx: going back over them leads to the first byte of the
 * character that does not fit. */
size_t utf8_head(const char *s, size_t most) {
  size_t n = strnlen(s, most);
  while (n && s[n] && ((unsigned char)s[n] & 0xc0) == 0x80)
    n--;
  return n;
}

/* True for characters that could control a terminal: control, format and bidi
 * characters, except the joiners that scripts and emoji need. */
static bool utf8_steers(ucs4_t c) {
  return utf8_is_control(c) || utf8_is_bidi_control(c) ||
         (uc_is_general_category_withtable(
              c, UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp) &&
             c != 0x200d && c != 0x200c);
}

/* Every byte stays visible, invalid ones too: this is for people who look for what is
 * wrong with a text. */
void utf8_printable_part(struct buf *out, const char *s, size_t n) {
  const uint8_t *u = (const uint8_t *)s;
  size_t left = n;
  while (left) {
    ucs4_t c;
    int step = u8_mbtoucr(&c, u, left);
    if (step <= 0) {
      buf_printf(out, "\\x{%02x}", *u);
      step = 1;
    } else if (c == '\n') {
      buf_puts(out, "\\n");
    } else if (c == '\t') {
      buf_puts(out, "\\t");
    } else if (utf8_steers(c)) {
      buf_printf(out, "\\u{%x}", (unsigned)c);
    } else {
      buf_add(out, u, (size_t)step);
    }
    u += step;
    left -= (size_t)step;
  }
}

void utf8_printable(struct buf *out, const char *s) {
  utf8_printable_part(out, s, strlen(s));
}

/* For JSON and YAML, in which \u escapes mean the character itself: a reader of the
 * file gets the text unchanged. Beyond U+FFFF the escape is a surrogate pair (RFC 8259
 * section 7). */
void utf8_escape(struct buf *out, const char *s, size_t n) {
  const uint8_t *u = (const uint8_t *)s;
  while (n) {
    ucs4_t c;
    int step = u8_mbtoucr(&c, u, n);
    if (step <= 0 || c == '\n' || !utf8_steers(c)) {
      step = step > 0 ? step : 1;
      buf_add(out, u, (size_t)step);
    } else if (c < 0x10000) {
      buf_printf(out, "\\u%04x", (unsigned)c);
    } else {
      buf_printf(out, "\\u%04x\\u%04x", (unsigned)(0xd800 + ((c - 0x10000) >> 10)),
          (unsigned)(0xdc00 + (c & 0x3ff)));
    }
    u += step;
    n -= (size_t)step;
  }
}

/* The number of printable ASCII characters at the beginning: most text needs no look
 * into Unicode's tables. */
static size_t utf8_ascii_run(const uint8_t *u, size_t n) {
  size_t run = 0;
  while (run < n && u[run] >= ' ' && u[run] < 0x7f)
    run++;
  return run;
}

void utf8_plain(struct buf *out, const char *s) {
  const uint8_t *u = (const uint8_t *)s;
  for (size_t left = strlen(s); left;) {
    ucs4_t c;
    size_t run = utf8_ascii_run(u, left);
    if (run) {
      buf_add(out, u, run);
      u += run;
      left -= run;
      continue;
    }
    int step = u8_mbtoucr(&c, u, left);
    if (step > 0 && (strchr("\t\n\r", (int)*u) || utf8_is_separator(c)))
      buf_putc(out, ' ');
    else if (step > 0 && !utf8_is_control(c) && !utf8_is_bidi_control(c))
      buf_add(out, u, (size_t)step);
    u += step > 0 ? step : 1;
    left -= step > 0 ? (size_t)step : 1;
  }
}

size_t utf8_not_for_xml(const char *s) {
  /* U+FFFE and U+FFFF, three bytes in UTF-8, are not characters of XML either. */
  unsigned char c = (unsigned char)*s;
  if (c < 0x20)
    return c != '\0' && c != '\t' && c != '\n';
  return c == 0xef && (unsigned char)s[1] == 0xbf && (unsigned char)s[2] >= 0xbe ? 3
                                                                                 : 0;
}

/* What u8_tolower would do, without its three copies of the text. */
static enum err utf8_lower_ascii(struct buf *out, const char *s, size_t n) {
  size_t before = out->len;
  buf_add(out, s, n);
  enum err e = buf_status(out);
  for (size_t i = before; !e && i < out->len; i++)
    if (out->data[i] >= 'A' && out->data[i] <= 'Z')
      out->data[i] = (char)(out->data[i] - 'A' + 'a');
  return e;
}

enum err utf8_lower(struct buf *out, const char *s) {
  size_t n = strlen(s), len = 0;
  if (utf8_ascii_run((const uint8_t *)s, n) == n)
    return utf8_lower_ascii(out, s, n);
  if (!utf8_is_valid(s, n))
    return ERR_SYNTAX;
  if (n == 0)
    return OK;
  uint8_t *lower = u8_tolower((const uint8_t *)s, n, NULL, UNINORM_NFC, NULL, &len);
  if (!lower)
    /* libunistring sets errno; EILSEQ is what is left, and u8_check has excluded
     * that. */
    return errno == ENOMEM ? ERR_NOMEM : ERR_SYNTAX;
  buf_add(out, lower, len);
  free(lower);
  return buf_status(out);
}
