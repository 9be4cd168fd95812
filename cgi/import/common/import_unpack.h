/* Inside import only: exports that are compressed with gzip. */
#ifndef IMPORT_COMMON_IMPORT_UNPACK_H
#define IMPORT_COMMON_IMPORT_UNPACK_H

#include "import/common/import_run.h"

/* If the file `path` is one, decompresses it into a file without a name, whose
 * descriptor *out becomes; the caller closes it. Otherwise *out becomes -1, also if the
 * file cannot be read, which the code that imports it reports. ERR_SYNTAX if it is
 * damaged, ERR_TOO_LARGE if its content is over 1 GiB; ERR_NOMEM, errors of the disk.
 */
enum err import_unpack(const char *path, int *out) MUST_USE;

#endif
