#include "ops/doctor_say.h"

#include <stdarg.h>

/* "" instead of NULL, because the results are arguments of further findings. A
 * diagnosis that lacks a few words is better than none. */
const char *doctor_say_text(struct doctor *d, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char *text = arena_vprintf(d->arena, format, args);
  va_end(args);
  return text ? text : "";
}

void doctor_say(struct doctor *d, enum doctor_level level, const char *subject,
    const char *fix, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char *text = arena_vprintf(d->arena, format, args);
  va_end(args);
  d->report(d->context, level, subject, text ? text : "", fix);
}
