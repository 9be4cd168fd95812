/* Many files in one: a tar file, compressed. Rests on libarchive. */
#ifndef OPS_ARCHIVE_WRITE_H
#define OPS_ARCHIVE_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "base/crypt.h"
#include "base/err.h"

/* What was written or read. Two packs of equal `sum` have the same names and bytes in
 * the same order. */
struct pack_total {
  int64_t files, bytes;
  uint8_t sum[CRYPT_HASH];
};

struct pack;

/* Begins a pack in the open file `fd`, which stays the caller's, compressed by gzip or
 * else zstd; the caller owns *out. ERR_NOMEM, ERR_IO. */
enum err pack_begin(struct pack **out, int fd, bool gzip) MUST_USE;

/* Adds the regular file `file` under `name`. ERR_NOT_FOUND if it is not there any more;
 * on failure `why` has a sentence: ERR_IO, ERR_FULL. */
enum err pack_add(struct pack *p, const char *name, const char *file, char *why,
    size_t why_size) MUST_USE;

/* Ends it, and frees `p` in any case. `total` may be NULL, for one that is given up. */
enum err pack_end(
    struct pack *p, struct pack_total *total, char *why, size_t why_size) MUST_USE;

/* A file in a pack, while it is visited. */
struct pack_member {
  const char *name; /* as it stands there: anything may */
  int64_t size;
  mode_t mode; /* permissions only */
  struct timespec changed;
  struct pack *pack; /* to read from */
};

/* Gets each file in turn. Folders are passed over; anything else, a link or a device,
 * ends the reading with ERR_INVALID. */
typedef enum err pack_visit(void *context, const struct pack_member *m);

/* Reads the next bytes of the member, at most `size`; *got 0 at its end. ERR_INVALID
 * where the pack is damaged. */
enum err pack_data(
    const struct pack_member *m, void *out, size_t size, size_t *got) MUST_USE;

/* Reads the pack in `file`. ERR_NOT_FOUND, ERR_IO, ERR_INVALID with a sentence in
 * `why`, or what `visit` returns, which says why itself. */
enum err pack_read(const char *file, pack_visit *visit, void *context,
    struct pack_total *total, char *why, size_t why_size) MUST_USE;

#endif
