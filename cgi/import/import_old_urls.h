/* Inside import only: checks a list of the old site's addresses. */
#ifndef IMPORT_IMPORT_OLD_URLS_H
#define IMPORT_IMPORT_OLD_URLS_H

#include "base/err.h"
#include "import/common/import_run.h"

/* Reads the list at `file`, which is a sitemap or has one address or path per line, and
 * asks the site for each, as a reader would. Reports IMPORT_ERROR for each that leads
 * nowhere, IMPORT_NOTE with the numbers, IMPORT_FAILED if the file cannot be read.
 * Hosts are ignored. ERR_NOMEM, errors of the database. */
enum err import_old_urls(struct import_run *run, const char *file) MUST_USE;

#endif
