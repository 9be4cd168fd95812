/* Hashes, random bytes and signed tokens. Rests on libsodium. */
#ifndef BASE_CRYPT_H
#define BASE_CRYPT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
  TOKEN_KEY = 32,  /* octets of a site's secret key */
  TOKEN_HASH = 32, /* octets of a hash */
  TOKEN_TEXT = 80  /* room for a signed token and its NUL */
};

/* Fills `out` with `n` octets nobody can guess. */
void token_random(void *out, size_t n);

/* BLAKE2b of the `n` octets at `data`, TOKEN_HASH octets long. */
void token_hash(const void *data, size_t n, uint8_t out[TOKEN_HASH]);

/* The same under a secret key: without it no guess can be tested. */
void token_keyed_hash(
    const uint8_t key[TOKEN_KEY], const void *data, size_t n, uint8_t out[TOKEN_HASH]);

/* `n` octets as lower-case hexadecimal, 2n + 1 octets. */
void token_hex(const void *data, size_t n, char *out);

/* Signs (purpose, id, expires) with HMAC-SHA-256, as text for a URL: id, expiry and
 * signature, letters, digits, '-', '_' and '.'. `expires` is a time in microseconds;
 * whole seconds are kept. */
void token_sign(const uint8_t key[TOKEN_KEY], const char *purpose, int64_t id,
    int64_t expires, char out[TOKEN_TEXT]);

/* Reads a token made for `purpose` under `key`. OK with its id; ERR_GONE with its id
 * when it was genuine and has expired at `now`; ERR_SYNTAX for all else. */
enum err token_check(const uint8_t key[TOKEN_KEY], const char *purpose,
    const char *token, int64_t now, int64_t *id) MUST_USE;

#endif
