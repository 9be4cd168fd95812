/* UTF-8 checks against a decoder written from the table of RFC 3629 section 4, and what
 * the display functions promise. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int ok) {
  if (!ok)
    abort();
}

static int between(uint8_t c, uint8_t low, uint8_t high) {
  return c >= low && c <= high;
}

/* Returns the bytes of the character at `s`, 0 if it is invalid. */
static size_t character(const uint8_t *s, size_t n) {
  uint8_t low = 0x80, high = 0xbf;
  size_t more;
  if (s[0] < 0x80)
    return 1;
  if (between(s[0], 0xc2, 0xdf))
    more = 1;
  else if (between(s[0], 0xe0, 0xef))
    more = 2;
  else if (between(s[0], 0xf0, 0xf4))
    more = 3;
  else
    return 0;
  if (s[0] == 0xe0)
    low = 0xa0;
  else if (s[0] == 0xed)
    high = 0x9f;
  else if (s[0] == 0xf0)
    low = 0x90;
  else if (s[0] == 0xf4)
    high = 0x8f;
  for (size_t i = 1; i <= more; i++, low = 0x80, high = 0xbf)
    if (i >= n || !between(s[i], low, high))
      return 0;
  return more + 1;
}

/* Returns the number of characters, or -1 if the text is invalid. */
static long count(const uint8_t *s, size_t n, int lines) {
  long characters = 0;
  for (size_t i = 0, step; i < n; i += step, characters++) {
    step = character(s + i, n - i);
    int control =
        s[i] < 0x20 || s[i] == 0x7f || (s[i] == 0xc2 && step == 2 && s[i + 1] < 0xa0);
    if (!step || (control && !(lines && (s[i] == '\n' || s[i] == '\t'))))
      return -1;
  }
  return characters;
}

static void check_newlines(const uint8_t *data, size_t size) {
  char *s = malloc(size + 1);
  demand(s != NULL);
  if (size)
    memcpy(s, data, size);
  s[size] = '\0';
  size_t n = utf8_unify_newlines(s, size);
  demand(n <= size && s[n] == '\0' && memchr(s, '\r', n) == NULL);
  demand(utf8_unify_newlines(s, n) == n);
  free(s);
}

/* The output never contains terminal control sequences. */
static void check_printable(const char *s) {
  struct buf out = {0};
  utf8_printable(&out, s);
  const char *text = buf_text(&out);
  demand(utf8_check(text, strlen(text), UTF8_ONE_LINE) == OK);
  demand(!utf8_has_bidi_control(text));
  buf_free(&out);
}

static void check_valid(const char *s, long characters) {
  struct buf lower = {0}, again = {0};
  demand((long)utf8_length(s) == characters);
  demand(utf8_longest_mark_run(s) <= (size_t)characters);
  demand(utf8_fit(s, 10) <= strlen(s));
  /* The canonical form of an address does not change. */
  demand(utf8_lower(&lower, s) == OK);
  demand(utf8_lower(&again, buf_text(&lower)) == OK);
  demand(strcmp(buf_text(&lower), buf_text(&again)) == 0);
  buf_free(&lower);
  buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  long characters = count(data, size, 1);
  demand((utf8_check((const char *)data, size, UTF8_MULTI_LINE) == OK) ==
         (characters >= 0));
  demand((utf8_check((const char *)data, size, UTF8_ONE_LINE) == OK) ==
         (count(data, size, 0) >= 0));
  check_newlines(data, size);
  char *s = malloc(size + 1);
  demand(s != NULL);
  if (size)
    memcpy(s, data, size);
  s[size] = '\0';
  check_printable(s);
  if (characters >= 0)
    check_valid(s, characters);
  free(s);
  return 0;
}
