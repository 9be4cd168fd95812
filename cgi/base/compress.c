#include "base/compress.h"

#include <stdlib.h>

#include <brotli/encode.h>
#include <libdeflate.h>

/* Chosen by measurement (docs/performance.md): higher levels make a page less than one
 * percent smaller until they take many times as long, and a reader is waiting. */
enum { GZIP_LEVEL = 6, BROTLI_LEVEL = 5 };
/* gzip: for a response that is sent once. Brotli: for a page that may soon change
 * again; its level 1 makes a page larger than gzip's. */
enum { GZIP_QUICK = 1, BROTLI_QUICK = 2 };

/* The whole input at once, into memory that is certain to be enough. */
static enum err compress_gzip_at(
    const char *data, size_t size, int level, struct buf *out) {
  struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);
  size_t bound = libdeflate_gzip_compress_bound(c, size);
  unsigned char *room = c ? malloc(bound) : NULL;
  size_t n = room ? libdeflate_gzip_compress(c, data, size, room, bound) : 0;
  buf_add(out, room, n);
  free(room);
  libdeflate_free_compressor(c);
  return n ? buf_status(out) : ERR_NOMEM;
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
