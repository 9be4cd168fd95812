/* Hashes, random bytes and signed tokens. Uses libsodium. */
#ifndef BASE_CRYPT_H
#define BASE_CRYPT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
  CRYPT_KEY = 32,       /* bytes of a site's secret key */
  CRYPT_HASH = 32,      /* bytes of a hash */
  CRYPT_TOKEN_TEXT = 80 /* room for a signed token and its NUL */
};

/* Fills `out` with `n` random bytes that nobody can guess. */
void crypt_random(void *out, size_t n);

/* Writes the BLAKE2b hash of the `n` bytes at `data`. */
void crypt_hash(const void *data, size_t n, uint8_t out[CRYPT_HASH]);

/* Writes the BLAKE2b hash under a secret key: nobody without the key can test a
 * guess. */
void crypt_keyed_hash(
    const uint8_t key[CRYPT_KEY], const void *data, size_t n, uint8_t out[CRYPT_HASH]);

/* Writes `n` bytes as lower-case hexadecimal, 2n + 1 bytes with the NUL. */
void crypt_hex(const void *data, size_t n, char *out);

/* Signs (purpose, id, expiry) with HMAC-SHA-256. The token is text for a URL: ID,
 * expiry and signature in letters, digits, '-', '_' and '.'. `expires` is in
 * microseconds and is rounded down to whole seconds. */
void crypt_token_sign(const uint8_t key[CRYPT_KEY], const char *purpose, int64_t id,
    int64_t expires, char out[CRYPT_TOKEN_TEXT]);

/* Verifies a token made for `purpose` under `key`. Returns OK and its ID; ERR_GONE and
 * its ID if it is genuine but expired at `now`; ERR_SYNTAX for anything else. */
enum err crypt_token_check(const uint8_t key[CRYPT_KEY], const char *purpose,
    const char *token, int64_t now, int64_t *id) MUST_USE;

#endif
