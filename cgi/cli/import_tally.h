/* Inside cli only: what an import prints while it runs and when it ends. */
#ifndef CLI_IMPORT_TALLY_H
#define CLI_IMPORT_TALLY_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/output/progress.h"
#include "import/import.h"

enum { IMPORT_TALLY_REASONS = 20 };

/* A reason why something was skipped or not imported, and how often it applied. */
struct import_tally_reason {
  enum import_event event; /* IMPORT_FAILED or IMPORT_WARNING */
  char *message, *first;   /* first: the file and line of the first case */
  size_t count;
};

/* The first three members are set by the caller, the rest is zero; then progress_start.
 */
struct import_tally {
  bool quiet; /* print only errors and warnings */
  bool json;  /* print events for another program, one per line */
  bool dry;   /* nothing is changed */
  struct progress progress;
  size_t counts[IMPORT_EVENTS];
  struct import_tally_reason reasons[IMPORT_TALLY_REASONS];
  size_t reason_count;
  size_t other; /* errors and warnings beyond those */
  int code;     /* EX_OSERR if an event could not be printed */
};

/* An import_report; `context` is a struct import_tally. */
void import_tally_report(void *context, enum import_event event, const char *file,
    int line, const char *message);

/* Prints what was skipped or not imported, and the counts. Frees the reasons. */
void import_tally_end(struct import_tally *t);

#endif
