/* expat refuses the whole file for one such character, and WordPress writes them
 * unescaped: a text pasted from a word processor is enough. Spaces of the same length
 * keep every position, so that errors name the place in the file. */
#include "markup/xml/xml_clean.h"

#include <stdint.h>
#include <string.h>

/* "&#x0000001F;" and shorter ones. Longer references are left to the parser. */
enum { MOST_REFERENCE = 12 };

/* Production 2, Char, without the ranges that a text in UTF-8 cannot contain. */
static bool xml_clean_is_allowed(uint32_t c) {
  return c == '\t' || c == '\n' || c == '\r' ||
         (c >= 0x20 && c != 0xfffe && c != 0xffff && (c < 0xd800 || c > 0xdfff) &&
             c <= 0x10ffff);
}

/* The length of the numeric reference at `s`, and the character it means; 0 if there is
 * none. *is_cut is set if it could continue after `n`. */
static size_t xml_clean_reference(
    const char *s, size_t n, uint32_t *out, bool *is_cut) {
  bool is_hex = n > 2 && s[2] == 'x';
  const char *digits = is_hex ? "0123456789abcdefABCDEF" : "0123456789";
  uint32_t base = is_hex ? 16 : 10, value = 0;
  size_t at = is_hex ? 3 : 2, first = at;
  *is_cut = n < 3;
  if (n < 2 || s[1] != '#')
    return 0;
  for (; at < n && at < MOST_REFERENCE && s[at] && strchr(digits, s[at]); at++) {
    uint32_t digit =
        s[at] <= '9' ? (uint32_t)(s[at] - '0') : (uint32_t)((s[at] | 0x20) - 'a' + 10);
    /* Stops counting above the last character, so that a long number cannot overflow to
     * an allowed one. */
    value = value > 0x110000 ? value : value * base + digit;
  }
  *is_cut = at == n && at < MOST_REFERENCE;
  *out = value;
  return at > first && at < n && s[at] == ';' ? at + 1 : 0;
}

size_t xml_clean(char *s, size_t n, bool is_last, size_t *replaced) {
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    /* Nearly all bytes of a file, which may have gigabytes. */
    if (c >= ' ' && c != '&' && c != 0xef)
      continue;
    size_t length = 0;
    uint32_t value = 0;
    bool is_cut = false;
    if (c == '&') {
      length = xml_clean_reference(s + i, n - i, &value, &is_cut);
      if (length && xml_clean_is_allowed(value))
        length = 0;
    } else if (c == 0xef) {
      /* U+FFFE and U+FFFF are EF BF BE and EF BF BF. */
      is_cut = n - i < 3;
      if (!is_cut && (unsigned char)s[i + 1] == 0xbf && (unsigned char)s[i + 2] >= 0xbe)
        length = 3;
    } else if (!xml_clean_is_allowed(c)) {
      length = 1;
    }
    if (is_cut && !is_last)
      return i;
    if (length) {
      memset(s + i, ' ', length);
      ++*replaced;
      i += length - 1;
    }
  }
  return n;
}
