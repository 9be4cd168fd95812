/* Both programs call sodium_init when they start (web/main.c, cli/main.c), as libsodium
 * requires before any other of its functions. */
#include "base/crypt.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/clock.h"

/* Bytes of the HMAC that a token keeps: 128 bits cannot be guessed, and links stay
 * short. */
enum { SIGNATURE = 16 };

_Static_assert(CRYPT_HASH == crypto_generichash_BYTES, "hash size");
_Static_assert(CRYPT_KEY == crypto_auth_hmacsha256_KEYBYTES, "key size");

void crypt_random(void *out, size_t n) {
  randombytes_buf(out, n);
}

void crypt_hash(const void *data, size_t n, uint8_t out[CRYPT_HASH]) {
  crypto_generichash(out, CRYPT_HASH, data, n, NULL, 0);
}

/* BLAKE2b takes the key itself (RFC 7693), so no HMAC around it is needed. */
void crypt_keyed_hash(
    const uint8_t key[CRYPT_KEY], const void *data, size_t n, uint8_t out[CRYPT_HASH]) {
  crypto_generichash(out, CRYPT_HASH, data, n, key, CRYPT_KEY);
}

void crypt_hex(const void *data, size_t n, char *out) {
  sodium_bin2hex(out, 2 * n + 1, data, n);
}

/* The purpose is part of what is signed, so that a token for one kind of link cannot be
 * used for another. */
static void crypt_signature(const uint8_t key[CRYPT_KEY], const char *purpose,
    int64_t id, int64_t seconds, char out[2 * SIGNATURE + 1]) {
  uint8_t mac[crypto_auth_hmacsha256_BYTES];
  char text[128];
  /* Two different triples never give the same text: the numbers contain no space, and
   * the last two spaces separate them. */
  snprintf(text, sizeof text, "%.60s %" PRId64 " %" PRId64, purpose, id, seconds);
  crypto_auth_hmacsha256(mac, (const unsigned char *)text, strlen(text), key);
  crypt_hex(mac, SIGNATURE, out);
}

void crypt_token_sign(const uint8_t key[CRYPT_KEY], const char *purpose, int64_t id,
    int64_t expires, char out[CRYPT_TOKEN_TEXT]) {
  char mac[2 * SIGNATURE + 1];
  int64_t seconds = expires / CLOCK_SECOND;
  crypt_signature(key, purpose, id, seconds, mac);
  snprintf(out, CRYPT_TOKEN_TEXT, "%" PRId64 ".%" PRId64 ".%s", id, seconds, mac);
}

enum err crypt_token_check(const uint8_t key[CRYPT_KEY], const char *purpose,
    const char *token, int64_t now, int64_t *id) {
  /* Both arrays are compared as a whole, so the rest has to be zero in both. */
  char expected[CRYPT_TOKEN_TEXT] = {0}, given[CRYPT_TOKEN_TEXT] = {0};
  if (strlen(token) >= CRYPT_TOKEN_TEXT)
    return ERR_SYNTAX;
  char *end;
  int64_t claimed = strtoll(token, &end, 10);
  if (*end != '.')
    return ERR_SYNTAX;
  int64_t seconds = strtoll(end + 1, &end, 10);
  if (*end != '.' || seconds < 0 || seconds > INT64_MAX / CLOCK_SECOND)
    return ERR_SYNTAX;
  /* Build the whole token again and compare texts, so that each token has exactly one
   * spelling ("+7" or "07" is not accepted for 7). */
  crypt_token_sign(key, purpose, claimed, seconds * CLOCK_SECOND, expected);
  memcpy(given, token, strlen(token));
  /* The time of memcmp would tell a guesser how many bytes are right. */
  if (sodium_memcmp(expected, given, CRYPT_TOKEN_TEXT) != 0)
    return ERR_SYNTAX;
  *id = claimed;
  /* Only after the signature has been found genuine: an expired token says nothing to
   * somebody who made it up. */
  return now > seconds * CLOCK_SECOND ? ERR_GONE : OK;
}
