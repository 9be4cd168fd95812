/* Reads pages, for when no web server sends them. */
#ifndef PAGECACHE_PAGECACHE_READ_H
#define PAGECACHE_PAGECACHE_READ_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "pagecache/pagecache_encoding.h"

struct pagecache;

/* A page as it is stored. */
struct pagecache_entry {
  uint64_t revision;
  enum pagecache_encoding encoding;
  struct buf body; /* the caller frees it */
};

/* Reads the page in the best of the encodings `accepted` (bits 1 << PAGECACHE_GZIP and
 * 1 << PAGECACHE_BROTLI; plain is always accepted). ERR_NOT_FOUND if it is not stored,
 * ERR_IO, ERR_NOMEM. */
enum err pagecache_read(struct pagecache *s, const char *path, const char *leaf,
    unsigned accepted, struct pagecache_entry *out) MUST_USE;

/* Inside pagecache/ only: adds the `size` bytes of an open file to `out`. ERR_IO if it
 * has fewer, ERR_NOMEM. */
enum err pagecache_read_all(int fd, size_t size, struct buf *out) MUST_USE;

#endif
