/* Comments from an export of Commento or Comentario. */
#ifndef IMPORT_THREADS_IMPORT_COMMENTO_H
#define IMPORT_THREADS_IMPORT_COMMENTO_H

#include <stdbool.h>

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports the file `fd`, as import_disqus does. */
enum err import_commento(
    struct import_run *run, struct import_file *f, int fd) MUST_USE;

#endif
