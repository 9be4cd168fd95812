/* Hashes, random bytes and signed tokens. Rests on libsodium. */
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

/* Fills `out` with `n` bytes nobody can guess. */
void crypt_random(void *out, size_t n);

/* BLAKE2b of the `n` bytes at `data`, CRYPT_HASH bytes long. */
void crypt_hash(const void *data, size_t n, uint8_t out[CRYPT_HASH]);

/* The same under a secret key: without it no guess can be tested. */
void crypt_keyed_hash(
    const uint8_t key[CRYPT_KEY], const void *data, size_t n, uint8_t out[CRYPT_HASH]);

/* `n` bytes as lower-case hexadecimal, 2n + 1 bytes. */
void crypt_hex(const void *data, size_t n, char *out);

/* Signs (purpose, id, expires) with HMAC-SHA-256, as text for a URL: id, expiry and
 * signature, letters, digits, '-', '_' and '.'. `expires` is a time in microseconds;
 * whole seconds are kept. */
void crypt_token_sign(const uint8_t key[CRYPT_KEY], const char *purpose, int64_t id,
    int64_t expires, char out[CRYPT_TOKEN_TEXT]);

/* Reads a token made for `purpose` under `key`. OK with its id; ERR_GONE with its id
 * when it was genuine and has expired at `now`; ERR_SYNTAX for all else. */
enum err crypt_token_check(const uint8_t key[CRYPT_KEY], const char *purpose,
    const char *token, int64_t now, int64_t *id) MUST_USE;

#endif
