/* Inside import only: looks at the files that come next, so that their texts are
 * rendered by other processes meanwhile. */
#ifndef IMPORT_FILES_IMPORT_PREFETCH_H
#define IMPORT_FILES_IMPORT_PREFETCH_H

#include <stddef.h>

#include "import/common/import_run.h"

/* Call this before files[current] is imported, in the order of the files. Does nothing
 * if that would not help: with one processor, or if the files are unchanged. It never
 * changes what is imported. */
void import_prefetch(
    struct import_run *run, struct import_file *files, size_t count, size_t current);

/* Ends the other processes. */
void import_prefetch_end(struct import_run *run);

#endif
