/* Inside import only: creates and frees the work on a file or item. */
#ifndef IMPORT_COMMON_IMPORT_WORK_H
#define IMPORT_COMMON_IMPORT_WORK_H

#include "import/common/import_run.h"

/* Creates a piece of work with an arena of its own. Returns NULL when out of memory. */
struct import_work *import_work_new(struct import_run *run, struct import_file *f);

/* Frees it. Does nothing for NULL, or if a batch has taken it over. */
void import_work_free(struct import_work *w);

#endif
