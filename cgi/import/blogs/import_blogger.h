/* The export of a Blogger site: an Atom feed. */
#ifndef IMPORT_BLOGS_IMPORT_BLOGGER_H
#define IMPORT_BLOGS_IMPORT_BLOGGER_H

#include <stdbool.h>

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports the file `fd`: the backup that Blogger wrote, or feed.atom of Google Takeout.
 * A damaged file is reported, and nothing of it is imported. Returns only errors that
 * end the whole run. */
enum err import_blogger(struct import_run *run, struct import_file *f, int fd) MUST_USE;

#endif
