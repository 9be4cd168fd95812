/* Lists of addresses: gone.txt with paths that answer 410, and lists of redirects. */
#ifndef IMPORT_FILES_IMPORT_ADDRESSES_H
#define IMPORT_FILES_IMPORT_ADDRESSES_H

#include <stddef.h>

#include "import/common/import_run.h"

/* How many lists the folder at the real path `root` has. */
size_t import_addresses_count(const char *root);

/* Reads the lists of a folder: gone.txt, one path per line, and redirects.txt or
 * _redirects, two addresses per line (import_redirect_line.h). Reports each list as one
 * file. Empty lines and lines that begin with '#' are ignored. Invalid lines are
 * reported, and the others are used; a path that leads to an article stays. Call it
 * after everything else has been saved, because articles take precedence. Errors as
 * import_file. */
enum err import_addresses(struct import_run *run, const char *root) MUST_USE;

/* Reads one list of redirects. Reports as import_addresses does, and IMPORT_FAILED if
 * the file cannot be read. */
enum err import_addresses_file(struct site *site, const char *file,
    import_reporter *report, void *context) MUST_USE;

#endif
