/* Inside import/: the files that an import is of. */
#ifndef IMPORT_FILES_IMPORT_LIST_H
#define IMPORT_FILES_IMPORT_LIST_H

#include "import/common/import_run.h"

/* The files to import, in order. All but `files`, which is to be freed, lives in the
 * run's arena. */
struct import_list {
  struct import_run *run;
  struct import_file *files;
  size_t count, cap;
  const char **folders; /* that were named, real paths; one slot for each name */
  size_t folder_count;
  struct import_bundle *bundle; /* whose folder, or one below it, is walked through */
  bool is_jekylls; /* the folder that is walked through is a site of Jekyll's */
};

/* Adds a path of the command line: a file, "-", or what is in a folder and below it.
 * One that is not there is reported; *missing then. ERR_NOMEM. */
enum err import_list_add(
    struct import_list *l, const char *path, bool *missing) MUST_USE;

#endif
