/* Inside ops only: reporting a finding of the doctor. */
#ifndef OPS_DOCTOR_SAY_H
#define OPS_DOCTOR_SAY_H

#include "ops/doctor_internal.h"

/* Reports a finding, its sentence formatted as by printf; `fix` is "" for none. */
void doctor_say(struct doctor *d, enum doctor_level level, const char *subject,
    const char *fix, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Formats a text into the doctor's arena; "" when out of memory. */
const char *doctor_say_text(struct doctor *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
