#include "base/folder.h"

#include <fts.h>
#include <limits.h>
#include <stdio.h>

void folder_remove(const char *folder) {
  char path[PATH_MAX];
  char *paths[] = {path, NULL};
  FTSENT *entry;
  snprintf(path, sizeof path, "%s", folder);
  FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
  while (walk && (entry = fts_read(walk)) != NULL)
    if (entry->fts_info != FTS_D)
      remove(entry->fts_accpath);
  if (walk)
    fts_close(walk);
}
