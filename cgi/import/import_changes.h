/* What has changed in a folder that is watched, and when it is time to import it:
 * editors, rsync and Git save in many ways, and none may lead to half an article. */
#ifndef IMPORT_IMPORT_CHANGES_H
#define IMPORT_IMPORT_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/tree_watch.h"
#include "import/common/import_options.h"

struct import_change {
  char *path;
  bool is_open;    /* somebody is writing it */
  bool is_created; /* and has not written anything yet */
  int64_t at;      /* when it changed last */
};

/* {.now = ...} is one without changes; free it with import_changes_free. Times are
 * microseconds of any steady clock. */
struct import_changes {
  int64_t now;         /* set by the caller before changes are noted */
  int64_t first, last; /* when the oldest and newest one were noted; 0: none */
  struct import_change *items;
  size_t count, cap;
  bool everything; /* the whole folder must be imported */
  bool is_gone;    /* the folder does not exist any more */
};

/* A tree_watch_skips: hidden folders, and those that hold programs or what another
 * engine has generated. */
bool import_changes_skips(void *context, const char *path, const char *name);

/* A tree_watch_visit, for a struct import_changes. Notes an article; has everything
 * imported for other files that imports use, such as pictures; and ignores what editors
 * and programs create for themselves. ERR_NOMEM. */
enum err import_changes_note(
    void *changes, enum tree_change change, const char *path) MUST_USE;

/* How long to wait before what was noted can be imported, in milliseconds: 0: now; -1:
 * until something changes. Looks at the files: one that is empty is probably about to
 * be written. */
int import_changes_wait(const struct import_changes *c);

/* Takes what can be imported now. *everything is whether that is the whole folder;
 * otherwise *part is the part, in the arena. Files that are being written remain.
 * ERR_NOMEM. */
enum err import_changes_take(struct import_changes *c, struct arena *a,
    bool *everything, struct import_part *part) MUST_USE;

void import_changes_free(struct import_changes *c);

#endif
