/* Bech32 (BIP 173): text with a checksum for keys of 32 bytes. */
#ifndef BASE_BECH32_H
#define BASE_BECH32_H

#include <stdbool.h>
#include <stdint.h>

enum {
  BECH32_KEY = 32,                             /* bytes of a key */
  BECH32_PREFIX = 20,                          /* characters of a prefix, at most */
  BECH32_TEXT = BECH32_PREFIX + 1 + 52 + 6 + 1 /* room for the text and its NUL */
};

/* Writes `key` after `prefix` and "1". All is in upper case if the prefix is, else in
 * lower case. */
void bech32_encode(
    const char *prefix, const uint8_t key[BECH32_KEY], char out[BECH32_TEXT]);

/* Reads such a text, whose prefix and case must be those of `prefix`. False, and `out`
 * is unchanged, if it has another prefix or length, or the checksum is wrong. */
bool bech32_decode(const char *text, const char *prefix, uint8_t out[BECH32_KEY]);

#endif
