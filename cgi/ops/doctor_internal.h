/* Inside ops only: what the parts of a diagnosis share. */
#ifndef OPS_DOCTOR_INTERNAL_H
#define OPS_DOCTOR_INTERNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "ops/doctor_finding.h"
#include "site/core/settings.h"
#include "site/core/site.h"

struct doctor {
  const char *dir;
  const char *user; /* who runs pamphlet.fcgi; NULL: not told */
  doctor_report *report;
  void *context;
  struct arena *arena;
  struct settings settings; /* zeroed unless has_settings */
  bool has_settings;        /* site.ini has no error */
  struct site *site;        /* NULL if it cannot be opened */
  bool has_theme;           /* its templates load */
};

#endif
