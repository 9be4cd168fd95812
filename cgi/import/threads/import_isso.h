/* Comments from the database of Isso. */
#ifndef IMPORT_THREADS_IMPORT_ISSO_H
#define IMPORT_THREADS_IMPORT_ISSO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports the file `fd`, as import_disqus does. Its path is f->path, if it has one. */
enum err import_isso(struct import_run *run, struct import_file *f, int fd) MUST_USE;

#endif
