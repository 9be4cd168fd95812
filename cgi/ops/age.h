/* Encrypted files in the format of age (https://age-encryption.org/v1), which other
 * programs read and write too. */
#ifndef OPS_AGE_H
#define OPS_AGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "ops/age_header.h"
#include "ops/age_key.h"

/* For whom a file is encrypted, and the key of the file, which the caller chooses by
 * random and forgets. */
struct age_lock {
  const struct age_keys *recipients;
  uint8_t file_key[AGE_FILE_KEY];
};

struct age_writer;

/* Begins to write to the open file `fd`. The caller frees *out with age_write_end.
 * ERR_INVALID for a key that is of no use, ERR_NOMEM, ERR_IO, ERR_FULL. */
enum err age_write_begin(
    struct age_writer **out, int fd, const struct age_lock *lock) MUST_USE;

/* Adds `n` bytes. Returns false with errno set. */
bool age_write(struct age_writer *w, const void *data, size_t n) MUST_USE;

/* Writes the end if `whole`, and frees `w` in any case; without an end, no program
 * accepts the file. Returns false with errno set. age_write_end(NULL, …) does nothing.
 */
bool age_write_end(struct age_writer *w, bool whole) MUST_USE;

/* Whether a file begins as such a file does, and its first bytes are those at `data`;
 * AGE_ARMORED is the form that is text, which cannot be read here. */
enum age_kind { AGE_NONE, AGE_ENCRYPTED, AGE_ARMORED };
enum age_kind age_kind_of(const char *data, size_t n);

struct age_reader;

/* Begins to read from the open file `fd`, at its beginning. The caller frees *out with
 * age_read_end. The errors of age_header_read, ERR_NOMEM, ERR_IO, with a sentence in
 * `why`. */
enum err age_read_begin(struct age_reader **out, int fd,
    const struct age_unlock *unlock, char *why, size_t why_size) MUST_USE;

/* The next bytes, which are verified, valid until the next call; *n is 0 after the last
 * of them, and only if the file has its end. ERR_INVALID or ERR_IO, now and in every
 * later call, if a part was changed or is missing. */
enum err age_read(struct age_reader *r, const void **data, size_t *n) MUST_USE;

/* The sentence about that error; "" if there was none. */
const char *age_read_fault(const struct age_reader *r);

/* Frees it. age_read_end(NULL) does nothing. */
void age_read_end(struct age_reader *r);

#endif
