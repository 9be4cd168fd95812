/* A file says how large its content is in its last four bytes, but nobody has to
 * believe it: a few kilobytes may claim, or really be, gigabytes. So the room grows
 * from what is likely up to the limit. */
#include "base/gunzip.h"

#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

/* Most files are compressed to a quarter or less. */
enum { LIKELY_RATIO = 8, LEAST_ROOM = 64 << 10 };

bool gunzip_begins(const char *head, size_t n) {
  return n >= 3 && memcmp(head, "\x1f\x8b\x08", 3) == 0;
}

/* One file of several; *used is its length. */
static enum err gunzip_one(struct libdeflate_decompressor *d, const char *data,
    size_t size, size_t most, struct buf *out, size_t *used) {
  size_t room = size > most / LIKELY_RATIO ? most : size * LIKELY_RATIO + LEAST_ROOM;
  for (;;) {
    size_t n = 0;
    room = room < most ? room : most;
    char *text = malloc(room + 1);
    if (!text)
      return ERR_NOMEM;
    enum libdeflate_result result =
        libdeflate_gzip_decompress_ex(d, data, size, text, room, used, &n);
    if (result == LIBDEFLATE_SUCCESS)
      buf_add(out, text, n);
    free(text);
    if (result == LIBDEFLATE_SUCCESS)
      return buf_status(out);
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE)
      return ERR_SYNTAX;
    if (room == most)
      return ERR_TOO_LARGE;
    room *= 4;
  }
}

enum err gunzip(const char *data, size_t size, size_t most, struct buf *out) {
  struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
  size_t begin = out->len, used = 0;
  enum err e = d ? OK : ERR_NOMEM;
  do {
    if (!e)
      e = gunzip_one(d, data, size, most - (out->len - begin), out, &used);
    data += e ? 0 : used;
    size -= e ? 0 : used;
    /* What follows the last file is padding. */
  } while (!e && gunzip_begins(data, size));
  libdeflate_free_decompressor(d);
  return e;
}
