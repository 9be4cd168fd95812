/* Inside cli/: what an import tells while it runs and at its end. */
#ifndef CLI_IMPORT_TALLY_H
#define CLI_IMPORT_TALLY_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/output/progress.h"
#include "import/import.h"

enum { TALLY_REASONS = 20 };

/* Why something was left out, and how often. */
struct import_reason {
  enum import_event event; /* IMPORT_FAILED or IMPORT_WARNING */
  char *message, *first;   /* the file, and line, where it was first */
  size_t count;
};

/* {0} but for the first members, then progress_start. */
struct import_tally {
  bool quiet; /* only faults and warnings */
  bool json;  /* events for a program, one a line, instead of words */
  bool dry;
  struct progress progress;
  size_t counts[IMPORT_EVENTS];
  struct import_reason reasons[TALLY_REASONS];
  size_t reason_count;
  size_t other; /* faults and warnings that have no room there */
};

/* An import_report; `context` is a struct import_tally. */
void import_tally_report(void *context, enum import_event event, const char *file,
    int line, const char *message);

/* Tells what was left out, and the counts. Lets go of the reasons. */
void import_tally_end(struct import_tally *t);

#endif
