/* Inside cli only: what an import prints while it runs and when it ends. */
#ifndef CLI_IMPORT_TALLY_H
#define CLI_IMPORT_TALLY_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/output/progress.h"
#include "import/import.h"

enum {
  IMPORT_TALLY_REASONS = 1000, /* different messages that are counted */
  IMPORT_TALLY_PLACES = 3,     /* of each that are named */
  IMPORT_TALLY_FEW = 20        /* files that get a line each on a terminal */
};

/* A message about an error or a warning, and how often it applied. */
struct import_tally_reason {
  enum import_event event; /* IMPORT_FAILED, IMPORT_ERROR or IMPORT_WARNING */
  char *message;
  char *places[IMPORT_TALLY_PLACES]; /* the first files with their lines */
  size_t count;
};

/* The flags are set by the caller, the rest is zero; then progress_start. */
struct import_tally {
  bool quiet;       /* print only errors and warnings */
  bool verbose;     /* print every file and every message */
  bool json;        /* print events for another program, one per line */
  bool dry;         /* nothing is changed */
  bool on_terminal; /* standard output is one */
  struct progress progress;
  size_t counts[IMPORT_EVENTS];
  struct import_tally_reason *reasons;
  size_t reason_count, reason_cap;
  int code; /* EX_OSERR if an event could not be printed */
};

/* An import_report; `context` is a struct import_tally. */
void import_tally_report(void *context, enum import_event event, const char *file,
    int line, const char *message);

/* Prints one event as JSON. Returns the exit code. */
int import_tally_put_event(
    enum import_event event, const char *file, int line, const char *message);

/* The word for what became of a file ("updated"), as in the JSON. */
const char *import_tally_word(enum import_event event);

/* What precedes a message about a fault: "warning: ", "error: " or "". */
const char *import_tally_label(enum import_event event);

/* Prints the messages that applied to several files, each once, and the counts. Frees
 * the reasons. */
void import_tally_end(struct import_tally *t);

#endif
