#include "base/compress.h"

#include <stdlib.h>

#include <brotli/encode.h>
#include <zlib.h>

/* Chosen by measurement (docs/performance.md): higher levels make a page less than one
 * percent smaller until brotli takes many times as long, and a reader is waiting. */
enum { GZIP_LEVEL = 6, BROTLI_LEVEL = 5, GZIP_FORMAT = 16 };
/* Within a few percent of those sizes, in two thirds of the time and in a third.
 * Brotli's level 1 makes a page larger than gzip's. */
enum { GZIP_QUICK = 4, BROTLI_QUICK = 2 };

/* The whole input at once, into memory that is certain to be enough: with deflateBound,
 * a single call of deflate with Z_FINISH must end the stream (zlib.h). */
static enum err compress_gzip_at(
    const char *data, size_t size, int level, struct buf *out) {
  z_stream z = {0};
  if (deflateInit2(&z, level, Z_DEFLATED, MAX_WBITS + GZIP_FORMAT, MAX_MEM_LEVEL,
          Z_DEFAULT_STRATEGY) != Z_OK)
    return ERR_NOMEM;
  size_t bound = deflateBound(&z, size);
  unsigned char *room = malloc(bound);
  enum err e = ERR_NOMEM;
  if (room) {
    /* zlib does not write to its input; its type only lacks const (unless
     * ZLIB_CONST). */
    z.next_in = (unsigned char *)(size_t)data;
    z.avail_in = (unsigned)size;
    z.next_out = room;
    z.avail_out = (unsigned)bound;
    if (deflate(&z, Z_FINISH) == Z_STREAM_END) {
      buf_add(out, room, z.total_out);
      e = buf_status(out);
    }
  }
  free(room);
  deflateEnd(&z);
  return e;
}

enum err compress_gzip(const char *data, size_t size, struct buf *out) {
  return compress_gzip_at(data, size, GZIP_LEVEL, out);
}

enum err compress_gzip_quickly(const char *data, size_t size, struct buf *out) {
  return compress_gzip_at(data, size, GZIP_QUICK, out);
}

static enum err compress_brotli_at(
    const char *data, size_t size, int level, struct buf *out) {
  size_t n = BrotliEncoderMaxCompressedSize(size);
  /* With quality 2 or more, this size is always enough (brotli/encode.h), so the only
   * failure is a lack of memory. */
  uint8_t *room = malloc(n);
  enum err e = ERR_NOMEM;
  if (room && BrotliEncoderCompress(level, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                  size, (const uint8_t *)data, &n, room)) {
    buf_add(out, room, n);
    e = buf_status(out);
  }
  free(room);
  return e;
}

enum err compress_brotli(const char *data, size_t size, struct buf *out) {
  return compress_brotli_at(data, size, BROTLI_LEVEL, out);
}

enum err compress_brotli_quickly(const char *data, size_t size, struct buf *out) {
  return compress_brotli_at(data, size, BROTLI_QUICK, out);
}
