/* Inside import/: articles whose file is gone. */
#ifndef IMPORT_COMMON_IMPORT_PRUNE_H
#define IMPORT_COMMON_IMPORT_PRUNE_H

#include "import/common/import_run.h"

/* Reports every article that readers see, or will see, whose file was in the folder at
 * the real path `root` and is there no more; withdraws them to drafts where the options
 * say so. After all else has been saved: a file that moved is known again. */
enum err import_prune(struct import_run *run, const char *root) MUST_USE;

/* Articles that are to be pruned, in the arena of a run. */
struct import_prune_list {
  struct arena *arena;
  struct import_pruned {
    struct import_pruned *next;
    int64_t id;
    const char *file; /* that is gone, or has the item no more */
  } * first, *last;
};

/* ERR_NOMEM. */
enum err import_prune_add(
    struct import_prune_list *l, int64_t id, const char *file) MUST_USE;

/* Does with them what the options say; they were files, or items of one. */
enum err import_prune_all(
    struct import_run *run, const struct import_prune_list *l, bool are_items) MUST_USE;

#endif
