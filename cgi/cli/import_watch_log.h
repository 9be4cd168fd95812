/* Inside cli only: what "import --watch" prints. What is wrong with a file is printed
 * once, and so is that it is right again. */
#ifndef CLI_IMPORT_WATCH_LOG_H
#define CLI_IMPORT_WATCH_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "import/import.h"

struct import_watch_fault {
  enum import_event event; /* IMPORT_FAILED, IMPORT_ERROR or IMPORT_WARNING */
  char *file, *message;
  int line;
  bool is_seen;  /* reported in this round */
  bool is_right; /* its file was imported in this round */
};

struct import_watch_log {
  bool json, quiet;
  bool is_silent; /* only notes faults, which somebody else prints */
  struct import_watch_fault *faults;
  size_t count, cap;
};

/* An import_reporter; `context` is a struct import_watch_log. */
void import_watch_log_report(void *context, enum import_event event, const char *file,
    int line, const char *message);

/* Ends a round of imports: prints which files have no errors any more. */
void import_watch_log_end(struct import_watch_log *l);

void import_watch_log_free(struct import_watch_log *l);

#endif
