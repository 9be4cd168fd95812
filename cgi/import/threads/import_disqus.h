/* Comments from Disqus's XML export. */
#ifndef IMPORT_THREADS_IMPORT_DISQUS_H
#define IMPORT_THREADS_IMPORT_DISQUS_H

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports the file `fd`. A damaged one is reported, and nothing of it is imported.
 * Returns only errors that end the whole run. */
enum err import_disqus(struct import_run *run, struct import_file *f, int fd) MUST_USE;

#endif
