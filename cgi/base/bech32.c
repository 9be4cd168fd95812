/* Five bits are one character. The checksum is the remainder of a division of
 * polynomials over GF(32), so that up to four wrong characters are always noticed. */
#include "base/bech32.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

enum {
  BECH32_DATA = 52, /* characters of a key: 256 bits, and 4 that are 0 */
  BECH32_SUM = 6
};

static const char bech32_characters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static uint32_t bech32_step(uint32_t sum, unsigned value) {
  static const uint32_t generator[] = {
      0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  unsigned top = sum >> 25;
  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (unsigned i = 0; i < 5; i++)
    if (top >> i & 1)
      sum ^= generator[i];
  return sum;
}

/* The prefix is part of the sum, in lower case: first the high bits of its letters,
 * then the low ones. */
static uint32_t bech32_begin(const char *prefix) {
  uint32_t sum = 1;
  for (const char *s = prefix; *s; s++)
    sum = bech32_step(sum, (unsigned)tolower((unsigned char)*s) >> 5);
  sum = bech32_step(sum, 0);
  for (const char *s = prefix; *s; s++)
    sum = bech32_step(sum, (unsigned)tolower((unsigned char)*s) & 31);
  return sum;
}

static bool bech32_is_upper(const char *prefix) {
  return isupper((unsigned char)*prefix);
}

void bech32_encode(
    const char *prefix, const uint8_t key[BECH32_KEY], char out[BECH32_TEXT]) {
  size_t n = strlen(prefix);
  uint32_t sum = bech32_begin(prefix), bits = 0;
  unsigned held = 0;
  memcpy(out, prefix, n);
  out[n++] = '1';
  for (size_t i = 0, taken = 0; i < BECH32_DATA; i++) {
    if (held < 5) {
      /* After the last byte, zeros fill the last character. */
      bits = bits << 8 | (taken < BECH32_KEY ? key[taken] : 0);
      taken++;
      held += 8;
    }
    held -= 5;
    unsigned value = bits >> held & 31;
    sum = bech32_step(sum, value);
    out[n++] = bech32_characters[value];
  }
  for (int i = 0; i < BECH32_SUM; i++)
    sum = bech32_step(sum, 0);
  sum ^= 1;
  for (int i = 0; i < BECH32_SUM; i++)
    out[n++] = bech32_characters[sum >> 5 * (5 - i) & 31];
  out[n] = '\0';
  for (char *s = out; bech32_is_upper(prefix) && *s; s++)
    *s = (char)toupper((unsigned char)*s);
}

/* The value of a character, -1 if it is none or of the other case. */
static int bech32_value(char c, bool upper) {
  if (!c || (upper ? islower((unsigned char)c) : isupper((unsigned char)c)))
    return -1;
  const char *at = strchr(bech32_characters, tolower((unsigned char)c));
  return at ? (int)(at - bech32_characters) : -1;
}

bool bech32_decode(const char *text, const char *prefix, uint8_t out[BECH32_KEY]) {
  size_t n = strlen(prefix), filled = 0;
  uint8_t key[BECH32_KEY];
  uint32_t sum = bech32_begin(prefix), bits = 0;
  unsigned held = 0;
  if (strncmp(text, prefix, n) != 0 || text[n] != '1' ||
      strlen(text + n + 1) != BECH32_DATA + BECH32_SUM)
    return false;
  for (size_t i = 0; i < BECH32_DATA + BECH32_SUM; i++) {
    int value = bech32_value(text[n + 1 + i], bech32_is_upper(prefix));
    if (value < 0)
      return false;
    sum = bech32_step(sum, (unsigned)value);
    if (i >= BECH32_DATA)
      continue;
    bits = bits << 5 | (unsigned)value;
    held += 5;
    if (held >= 8) {
      held -= 8;
      key[filled++] = (uint8_t)(bits >> held);
    }
  }
  /* Two spellings of one key would be an oddity; the sum allows none but this one. */
  if (sum != 1 || (bits & 15) != 0)
    return false;
  memcpy(out, key, sizeof key);
  return true;
}
