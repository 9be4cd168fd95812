/* The result of the last reload of pamphlet.fcgi, kept in run/reload for the command
 * that asked for it. */
#ifndef SITE_CORE_RELOAD_REPORT_H
#define SITE_CORE_RELOAD_REPORT_H

#include <stddef.h>

#include "base/err.h"

/* Of the process that reloads. {.fd = -1} at first. */
struct reload_reporter {
  int fd;
  unsigned count; /* reloads so far */
};

/* Replaces the report. `fault` is NULL for a reload that succeeded, and for the start
 * of the program, or a sentence. A report that cannot be written is logged. */
void reload_report_write(struct reload_reporter *r, const char *dir, const char *fault);

/* Ends the reports, and removes the file. */
void reload_report_close(struct reload_reporter *r, const char *dir);

struct reload_report {
  unsigned count;  /* the number of reloads before it, itself included */
  char fault[400]; /* "": it succeeded */
};

/* Reads the last report of a running service. ERR_NOT_FOUND if no service is running,
 * or one of a version that does not report; ERR_NOMEM. */
enum err reload_report_read(const char *dir, struct reload_report *out) MUST_USE;

#endif
