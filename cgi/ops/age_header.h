/* Inside ops only: the header of an encrypted file, which has the key of the file once
 * for each recipient (https://age-encryption.org/v1). */
#ifndef OPS_AGE_HEADER_H
#define OPS_AGE_HEADER_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "ops/age_key.h"

enum { AGE_FILE_KEY = 16, AGE_DERIVED = 32 };

/* The keys to open a file with: secret ones or, for a file that this process has just
 * written, its own. The other member is NULL. */
struct age_unlock {
  const struct age_keys *identities;
  const uint8_t *file_key; /* AGE_FILE_KEY bytes */
};

/* Derives a key from another one by HKDF-SHA-256 (RFC 5869). */
void age_header_derive(const void *salt, size_t salt_size, const void *key,
    size_t key_size, const char *info, uint8_t out[AGE_DERIVED]);

/* Appends a header for the recipients. ERR_INVALID if one of them is a key that anybody
 * could compute the secret of. Errors of memory stay in `out`. */
enum err age_header_write(const struct age_keys *recipients,
    const uint8_t file_key[AGE_FILE_KEY], struct buf *out) MUST_USE;

/* Reads the header at the beginning of `data`: *used is its size, `file_key` the key
 * that one of the identities has opened. ERR_INVALID, with a sentence in `why`, if it
 * is none, is damaged, or none of the keys fits. */
enum err age_header_read(const char *data, size_t size, const struct age_unlock *unlock,
    uint8_t file_key[AGE_FILE_KEY], size_t *used, char *why, size_t why_size) MUST_USE;

#endif
