/* Compression, once a page. Rests on zlib and libbrotli. */
#ifndef PAGECACHE_COMPRESS_H
#define PAGECACHE_COMPRESS_H

#include "base/buf.h"
#include "base/err.h"
#include "pagecache/pagecache.h"

/* Adds the `size` octets at `data`, compressed. ERR_NOMEM is the only error. */
enum err compress_add(enum shelf_encoding encoding, const char *data, size_t size,
    struct buf *out) MUST_USE;

#endif
