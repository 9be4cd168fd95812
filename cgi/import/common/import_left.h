/* Inside import only: counts what an import ignores, and reports it once. */
#ifndef IMPORT_COMMON_IMPORT_LEFT_H
#define IMPORT_COMMON_IMPORT_LEFT_H

#include "import/common/import_run.h"

enum { IMPORT_LEFT_TEXT = 200 };

/* Something that is ignored, and how often. */
struct import_left {
  struct import_left *next;
  const char *what;
  size_t count;
  int line; /* of the first occurrence; 0: the source has no lines */
};

/* Counts something that is ignored, at `line`, in the list *left, which is empty at
 * first and lives in the arena of the run. The same text is one entry. */
void import_left_count(
    struct import_run *run, struct import_left **left, int line, const char *what);

/* The same for printf's arguments. */
void import_left_add(struct import_run *run, struct import_left **left, int line,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Reports each entry with its count as a warning about the file. */
void import_left_report(struct import_run *run, const struct import_left *left,
    const struct import_file *file);

#endif
