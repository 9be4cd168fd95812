/* Inside import only: copies the pictures of imported files to media/. */
#ifndef IMPORT_FILES_IMPORT_MEDIA_H
#define IMPORT_FILES_IMPORT_MEDIA_H

#include <sys/stat.h>

#include "import/common/import_run.h"

/* Copies the pictures on the list to media/, or only those missing there; does nothing
 * in a dry run. Returns false, with a note, if one could not be copied. */
bool import_media_copy(struct import_work *w, bool only_missing);

/* True if media/ has a file of that name. *st has its size and time, which are those of
 * the picture it is a copy of. */
bool import_media_find(
    const struct import_run *run, struct arena *a, const char *name, struct stat *st);

#endif
