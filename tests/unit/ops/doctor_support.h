/* The findings of doctor as text, for tests. */
#ifndef DOCTOR_SUPPORT_H
#define DOCTOR_SUPPORT_H

#include "ops/doctor.h"
#include "ops/doctor_internal.h"
#include "support_site.h"

/* One line per finding. */
static struct buf findings;

static inline void note(void *context, enum doctor_level level, const char *subject,
    const char *message, const char *fix) {
  static const char *const words[] = {"ok", "note", "warning", "error"};
  (void)context;
  assert_true(level == DOCTOR_OK || *fix);
  buf_printf(&findings, "%s %s: %s | %s\n", words[level], subject, message, fix);
}

/* Runs a part of the examination; returns its findings. */
static inline const char *found(struct blog *b, void (*part)(struct doctor *d)) {
  struct doctor d = {
      .dir = b->site->dir, .report = note, .arena = b->arena, .site = b->site};
  buf_clear(&findings);
  part(&d);
  return buf_text(&findings);
}

#endif
