/* The export of a Ghost site. */
#ifndef IMPORT_BLOGS_IMPORT_GHOST_H
#define IMPORT_BLOGS_IMPORT_GHOST_H

#include <stdbool.h>

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports the file `fd`. Members, subscriptions and email addresses in it are not read.
 * A damaged file is reported, and nothing of it is imported. Returns only errors that
 * end the whole run. */
enum err import_ghost(struct import_run *run, struct import_file *f, int fd) MUST_USE;

#endif
