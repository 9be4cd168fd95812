/* Inside import only: articles whose file is gone. */
#ifndef IMPORT_COMMON_IMPORT_PRUNE_H
#define IMPORT_COMMON_IMPORT_PRUNE_H

#include "import/common/import_run.h"

/* Reports every published or scheduled article whose file was in the folder at the real
 * path `root` and is no longer there; makes them drafts if the options say so. Call it
 * after everything else has been saved, because a renamed file is recognised by
 * then. */
enum err import_prune(struct import_run *run, const char *root) MUST_USE;

/* The same for the files of `part` that are gone, without looking for others. */
enum err import_prune_files(
    struct import_run *run, const struct import_part *part) MUST_USE;

/* Articles to be pruned, in the arena of a run. */
struct import_prune_list {
  struct arena *arena;
  struct import_pruned {
    struct import_pruned *next;
    int64_t id;
    const char *file; /* which is gone, or lacks the item now */
  } * first, *last;
};

/* Adds an article. ERR_NOMEM. */
enum err import_prune_add(
    struct import_prune_list *l, int64_t id, const char *file) MUST_USE;

/* Reports or withdraws the articles, as the options say; `are_items` if they came from
 * an export file. */
enum err import_prune_all(
    struct import_run *run, const struct import_prune_list *l, bool are_items) MUST_USE;

#endif
