/* Inside import only: imports a WordPress site from its export file. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_H
#define IMPORT_WORDPRESS_IMPORT_WXR_H

#include "base/err.h"
#include "import/common/import_run.h"

/* Imports the posts and pages of the file `fd`, their comments, and the attachments
 * that are in f->root. The file is read several times: once to check that it is
 * well-formed and to learn what its IDs mean, once for each level of pages, and again
 * if links lead to items that came later. If the first reading fails, that is reported
 * and nothing is written. Errors as import_batch_flush. */
enum err import_wxr(struct import_run *run, struct import_file *f, int fd) MUST_USE;

#endif
