/* Points in time: int64_t microseconds since 1970 in UTC. Calendar dates and times of
 * day are those of the site's time zone, which is set once at start. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#include "base/err.h"

#define CLOCK_SECOND INT64_C(1000000)
#define CLOCK_HOUR (3600 * CLOCK_SECOND)
#define CLOCK_DAY (86400 * CLOCK_SECOND)

/* A calendar date and time of day in the site's time zone. */
struct civil {
  int year, month, day;     /* month 1 to 12, day 1 to 31 */
  int hour, minute, second; /* 0 to 23, 59, 60 */
  int offset; /* minutes east of UTC; set by clock_civil, ignored as input */
};

enum { CLOCK_ISO = 40 }; /* size of clock_iso's output */

/* Returns the current time. */
int64_t clock_now(void);

/* Returns the time since some fixed moment, in microseconds, on a clock that nobody can
 * set. For waiting, and for measuring how long something takes. */
int64_t clock_monotonic(void);

/* The same, but goes on while the machine is suspended. */
int64_t clock_boot(void);

/* Returns the processor time used by the calling thread, in microseconds. */
int64_t clock_processor(void);

/* Sets the time zone of the process to `name`, a name of the IANA database
 * ("Europe/Berlin", "UTC"). Returns ERR_NOT_FOUND, and changes nothing, if there is no
 * such zone. */
enum err clock_set_zone(const char *name) MUST_USE;

/* Converts a time to local date and time. Returns ERR_INVALID outside the years 1 to
 * 9999. */
enum err clock_civil(int64_t t, struct civil *out) MUST_USE;

/* Converts a local date and time, which must exist in the calendar. An ambiguous time
 * (clocks set back) means the first of the two; a skipped one (clocks set forward) is
 * shifted forward. Returns ERR_INVALID for a date that does not exist. */
enum err clock_from_civil(const struct civil *c, int64_t *out) MUST_USE;

/* The same for a date and time `minutes` east of UTC. */
enum err clock_from_offset(const struct civil *c, int minutes, int64_t *out) MUST_USE;

/* Parses the date formats of front matter (ISO 8601, RFC 3339, YAML): "2026-11-24",
 * "2026-11-24 09:30", "2026-11-24T09:30:05.25+01:00", "... +0100", "...Z". Without an
 * offset it is local time. Returns ERR_SYNTAX for any other format and ERR_INVALID for
 * a date that does not exist. */
enum err clock_parse(const char *s, int64_t *out) MUST_USE;

/* Formats a time as "2026-11-24T09:30:05+01:00" in the site's zone into `out`,
 * CLOCK_ISO bytes; "" outside the years 1 to 9999. */
void clock_iso(int64_t t, char *out);

enum { CLOCK_RFC_822 = 40 }; /* size of clock_rfc_822's output */

/* Formats a time as "Tue, 24 Nov 2026 08:30:05 +0000" in UTC: RFC 822 with a four-digit
 * year, as RSS requires. "" outside the years 1 to 9999. */
void clock_rfc_822(int64_t t, char *out);

#endif
