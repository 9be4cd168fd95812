/* Inside ops/: the parts of the doctor's work, a file each. */
#ifndef OPS_DOCTOR_INTERNAL_H
#define OPS_DOCTOR_INTERNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "ops/doctor.h"
#include "site/core/settings.h"
#include "site/core/site.h"

struct doctor {
  const char *dir;
  doctor_report *report;
  void *context;
  struct arena *arena;
  struct settings settings; /* zeroed where site.ini has a fault */
  bool has_config;
  struct site *site; /* NULL where it cannot be opened */
  bool has_looks;    /* and rendered */
};

/* Reports, with printf's words; `mend` too, "" for none. */
void doctor_say(struct doctor *d, enum doctor_level level, const char *subject,
    const char *mend, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* printf into the doctor's memory; "" when that is out. */
const char *doctor_text(struct doctor *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whose the files are, and who may use them. */
void doctor_files(struct doctor *d);

/* Disk and clock. */
void doctor_host(struct doctor *d);

/* The program, the page cache, and the web server in front of both. */
void doctor_service(struct doctor *d);

#endif
