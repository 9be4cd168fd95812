/* Inside import only: the files of an import. */
#ifndef IMPORT_FILES_IMPORT_LIST_H
#define IMPORT_FILES_IMPORT_LIST_H

#include "import/common/import_run.h"

/* The files to import, in order. Everything except `files`, which must be freed, lives
 * in the run's arena. */
struct import_list {
  struct import_run *run;
  struct import_file *files;
  size_t count, cap;
  const char **folders; /* given as arguments, real paths; one slot per argument */
  size_t folder_count;
  struct import_bundle *bundle;       /* the bundle being walked, or NULL */
  bool is_liquid;                     /* likewise; for files of Jekyll and Eleventy */
  bool is_jekylls;                    /* the folder being walked is a Jekyll site */
  bool is_pelicans;                   /* it is a Pelican site */
  const struct import_engine *engine; /* of that folder, or NULL */
  const struct import_hosted *hosted; /* the export being walked, or NULL */
  struct import_vault *vault;         /* the notes being walked, or NULL */
  const char *only; /* a path: of folders, only this file or folder is added, as it
                       would be with the others; NULL: everything */
};

/* Adds an argument of the command: a file, "-", or everything in and below a folder. A
 * missing one is reported, and *missing set. ERR_NOMEM. */
enum err import_list_add(
    struct import_list *l, const char *path, bool *missing) MUST_USE;

#endif
