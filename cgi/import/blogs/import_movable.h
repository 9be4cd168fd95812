/* Posts and comments from Movable Type's export, which TypePad writes as well. */
#ifndef IMPORT_BLOGS_IMPORT_MOVABLE_H
#define IMPORT_BLOGS_IMPORT_MOVABLE_H

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports the file `fd`. A damaged one is reported, and nothing of it is imported.
 * Returns only errors that end the whole run. */
enum err import_movable(struct import_run *run, struct import_file *f, int fd) MUST_USE;

#endif
