/* A compressed tar file, written and read with libarchive. */
#ifndef OPS_PACK_H
#define OPS_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "base/crypt.h"
#include "base/err.h"
#include "ops/age.h"

/* What was written or read. Two packs with the same `sum` have the same names and
 * contents in the same order. */
struct pack_total {
  int64_t files, bytes;
  uint8_t sum[CRYPT_HASH];
};

struct pack;

/* Begins a pack in the open file `fd`, which the caller closes, compressed by gzip or
 * zstd, and encrypted if `lock` is not NULL. The caller owns *out and frees it with
 * pack_end. ERR_NOMEM, ERR_IO, ERR_INVALID as age_write_begin. */
enum err pack_begin(
    struct pack **out, int fd, bool gzip, const struct age_lock *lock) MUST_USE;

/* Adds the regular file `file` under `name`. ERR_NOT_FOUND if it no longer exists;
 * ERR_IO, ERR_FULL; all with a sentence in `why`. */
enum err pack_add(struct pack *p, const char *name, const char *file, char *why,
    size_t why_size) MUST_USE;

/* Completes the pack, and frees `p` in any case. `total` may be NULL. ERR_IO, ERR_FULL,
 * with a sentence in `why`. */
enum err pack_end(
    struct pack *p, struct pack_total *total, char *why, size_t why_size) MUST_USE;

/* A file in a pack, while it is visited. */
struct pack_member {
  const char *name; /* as it is in the pack: it may be hostile */
  int64_t size;
  mode_t mode; /* permissions only */
  struct timespec changed;
  struct pack *pack; /* to read from */
};

/* Gets each regular file in turn. Folders are skipped; anything else, such as a link or
 * a device, ends the reading with ERR_INVALID. */
typedef enum err pack_visit(void *context, const struct pack_member *m);

/* Reads the next bytes of the member, at most `size`; *got is 0 at its end. ERR_INVALID
 * if the pack is damaged. */
enum err pack_data(
    const struct pack_member *m, void *out, size_t size, size_t *got) MUST_USE;

/* Reads the pack in `file`; `unlock`, which may be NULL, opens one that is encrypted.
 * What a visitor reads of it is verified, but only when this returns OK has the file
 * its end. ERR_NOT_FOUND, ERR_IO, ERR_INVALID or ERR_NOMEM, with a sentence in `why`,
 * or the error of `visit`, which writes `why` itself. */
enum err pack_read(const char *file, const struct age_unlock *unlock, pack_visit *visit,
    void *context, struct pack_total *total, char *why, size_t why_size) MUST_USE;

#endif
