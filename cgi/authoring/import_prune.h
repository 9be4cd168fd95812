/* Inside authoring/: articles whose file is gone. */
#ifndef AUTHORING_IMPORT_PRUNE_H
#define AUTHORING_IMPORT_PRUNE_H

#include "authoring/import_file.h"

/* Reports every article that readers see, or will see, whose file was in the folder at
 * the real path `root` and is there no more; withdraws them to drafts where the options
 * say so. After all else has been saved: a file that moved is known again. */
enum err import_prune(struct import_run *run, const char *root) MUST_USE;

#endif
