/* Decompression of a whole gzip file in memory. Rests on libdeflate. */
#ifndef BASE_GUNZIP_H
#define BASE_GUNZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* True if the `n` bytes at `head` begin as a gzip file does (RFC 1952, section 2.3). */
bool gunzip_begins(const char *head, size_t n);

/* Appends the content of the `size` bytes at `data`, which may be several gzip files
 * one after the other, to `out`. ERR_SYNTAX if they are damaged or incomplete;
 * ERR_TOO_LARGE if the content is over `most` bytes; ERR_NOMEM. */
enum err gunzip(const char *data, size_t size, size_t most, struct buf *out) MUST_USE;

#endif
