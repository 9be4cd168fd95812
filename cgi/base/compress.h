/* Compression of a whole text in memory. Rests on libdeflate and libbrotli. */
#ifndef BASE_COMPRESS_H
#define BASE_COMPRESS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the `size` bytes at `data` to `out`, compressed. ERR_NOMEM is the only
 * error. */
enum err compress_gzip(const char *data, size_t size, struct buf *out) MUST_USE;
enum err compress_brotli(const char *data, size_t size, struct buf *out) MUST_USE;

/* The same in half of the time or less. The result is larger: that of gzip by a
 * fifteenth, that of brotli by an eighth to a fifth (docs/performance.md, figure 9). */
enum err compress_gzip_quickly(const char *data, size_t size, struct buf *out) MUST_USE;
enum err compress_brotli_quickly(
    const char *data, size_t size, struct buf *out) MUST_USE;

#endif
