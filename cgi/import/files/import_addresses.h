/* Inside import only: gone.txt, a list of paths that answer 410, one per line. */
#ifndef IMPORT_FILES_IMPORT_ADDRESSES_H
#define IMPORT_FILES_IMPORT_ADDRESSES_H

#include "import/common/import_run.h"

/* True if the folder at the real path `root` has such a file. */
bool import_addresses_exist(const char *root);

/* Makes the paths in the folder's gone.txt answer 410, and reports the file as one.
 * Empty lines and lines that begin with '#' are ignored. Invalid lines are reported,
 * and the others are used; a path that leads to an article stays. Call it after
 * everything else has been saved, because articles take precedence. Errors as
 * import_file. */
enum err import_addresses(struct import_run *run, const char *root) MUST_USE;

#endif
