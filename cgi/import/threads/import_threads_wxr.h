/* Comments from a file in the form of WordPress's export that was made for Disqus,
 * which contains no articles. */
#ifndef IMPORT_THREADS_IMPORT_THREADS_WXR_H
#define IMPORT_THREADS_IMPORT_THREADS_WXR_H

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports the file `fd`, as import_disqus does. */
enum err import_threads_wxr(
    struct import_run *run, struct import_file *f, int fd) MUST_USE;

#endif
