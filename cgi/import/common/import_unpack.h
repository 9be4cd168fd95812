/* Inside import only: exports that are compressed with gzip. */
#ifndef IMPORT_COMMON_IMPORT_UNPACK_H
#define IMPORT_COMMON_IMPORT_UNPACK_H

#include <stdint.h>

#include "base/err.h"

/* The most that an export may have in it: more than any that is known. */
#define IMPORT_UNPACK_MOST ((int64_t)4 << 30)

/* If the file `path` is one, decompresses it into a file without a name, whose
 * descriptor *out becomes; the caller closes it. Otherwise *out becomes -1, also if the
 * file cannot be read, which the code that imports it reports. ERR_SYNTAX if it is
 * damaged or incomplete, ERR_TOO_LARGE if its content is over `most` bytes; ERR_NOMEM,
 * errors of the disk. */
enum err import_unpack(const char *path, int64_t most, int *out) MUST_USE;

#endif
