/* Keys for encrypted backups: those of age (https://age-encryption.org/v1) for X25519.
 * A recipient is a public key, an identity the secret one. */
#ifndef OPS_AGE_KEY_H
#define OPS_AGE_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/bech32.h"
#include "base/err.h"

enum { AGE_KEY = BECH32_KEY, AGE_KEYS = 20 };

/* Up to AGE_KEYS keys of one kind. {0} has none. */
struct age_keys {
  uint8_t keys[AGE_KEYS][AGE_KEY];
  size_t count;
};

/* Adds the recipients in `list`, separated by commas: public keys, which begin with
 * "age1", and names of files that have one on each line. ERR_INVALID for other kinds of
 * keys and if there are too many; the errors of file_read; all with a sentence in
 * `why`. */
enum err age_key_add_recipients(
    struct age_keys *out, const char *list, char *why, size_t why_size) MUST_USE;

/* Adds the identities in `file`, in the format of age-keygen: one on each line, among
 * empty lines and comments. Errors as before. */
enum err age_key_add_identities(
    struct age_keys *out, const char *file, char *why, size_t why_size) MUST_USE;

/* Creates `file`, readable only by its owner, with a new identity in the same format,
 * and writes the public key of it. ERR_EXISTS if the file exists; ERR_IO, ERR_FULL;
 * with a sentence in `why`. */
enum err age_key_create(
    const char *file, char recipient[BECH32_TEXT], char *why, size_t why_size) MUST_USE;

/* Overwrites secret keys in memory. */
void age_key_forget(struct age_keys *keys);

#endif
