/* Inside authoring/: articles whose file is gone. */
#ifndef AUTHORING_IMPORT_PRUNE_H
#define AUTHORING_IMPORT_PRUNE_H

#include "authoring/import_file.h"

/* Reports every article that readers see, or will see, whose file was in the folder at
 * the real path `root` and is there no more; withdraws them to drafts where the options
 * say so. After all else has been saved: a file that moved is known again. */
enum err import_prune(struct import_run *run, const char *root) MUST_USE;

/* The same for articles whose item was in an export file of WordPress, and is in none
 * of those of this run that come from the same site; `file` is named in reports. */
enum err import_wxr_prune(struct import_run *run, const char *file) MUST_USE;

/* Does with one what the options say; `file`, or the article of an item of it, is gone.
 */
enum err import_prune_one(
    struct import_run *run, int64_t id, const char *file, bool is_item) MUST_USE;

#endif
