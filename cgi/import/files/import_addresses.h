/* Inside import/: gone.txt, addresses that answer 410, a line each. */
#ifndef IMPORT_FILES_IMPORT_ADDRESSES_H
#define IMPORT_FILES_IMPORT_ADDRESSES_H

#include "import/common/import_run.h"

/* True where the folder at the real path `root` has one. */
bool import_addresses_exist(const char *root);

/* Makes the addresses in the folder's gone.txt answer 410, and reports the file as one.
 * Empty lines and those with a '#' in front mean nothing. What is no address is
 * reported, and the others are taken; one that leads to an article goes on to. After
 * all else has been saved: an article comes first. Returned as import_file. */
enum err import_addresses(struct import_run *run, const char *root) MUST_USE;

#endif
