/* Comments from a backup of Remark42. */
#ifndef IMPORT_THREADS_IMPORT_REMARK42_H
#define IMPORT_THREADS_IMPORT_REMARK42_H

#include <stdbool.h>

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports the file `fd`, as import_disqus does. */
enum err import_remark42(
    struct import_run *run, struct import_file *f, int fd) MUST_USE;

#endif
