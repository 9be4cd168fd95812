/* Points in time: int64_t microseconds since 1970 in UTC. Days and hours are those
 * of the site's time zone, set once at start. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#include "base/err.h"

#define CLOCK_SECOND INT64_C(1000000)
#define CLOCK_DAY (86400 * CLOCK_SECOND)

/* A date and time of day on the wall, in the site's time zone. */
struct civil {
  int year, month, day;     /* month 1 to 12, day 1 to 31 */
  int hour, minute, second; /* 0 to 23, 59, 60 */
  int offset;               /* minutes east of UTC; read by clock_civil only */
};

enum { CLOCK_ISO = 40 }; /* bytes for clock_iso's output */

/* Now. */
int64_t clock_now(void);

/* Microseconds of the processor that this thread has taken. */
int64_t clock_processor(void);

/* Makes `name` of the IANA data base ("Europe/Berlin", "UTC") the zone of this
 * process. ERR_NOT_FOUND, and nothing changed, if there is none of that name. */
enum err clock_set_zone(const char *name) MUST_USE;

/* A time as seen on the wall. ERR_INVALID outside the years 1 to 9999. */
enum err clock_civil(int64_t t, struct civil *out) MUST_USE;

/* The time of a wall reading; the day must exist. The first of two where the clock
 * is set back; shifted forward where it leaps. ERR_INVALID for no such day. */
enum err clock_from_civil(const struct civil *c, int64_t *out) MUST_USE;

/* Reads a date in the forms front matter uses (ISO 8601, RFC 3339, YAML):
 * "2026-11-24", "2026-11-24 09:30", "2026-11-24T09:30:05.25+01:00", "... +0100",
 * "...Z". Without an offset it is a wall reading. ERR_SYNTAX if it is none of them,
 * ERR_INVALID if the day does not exist. */
enum err clock_parse(const char *s, int64_t *out) MUST_USE;

/* "2026-11-24T09:30:05+01:00" in the site's zone, into `out` of CLOCK_ISO bytes;
 * "" for a time outside the years 1 to 9999. */
void clock_iso(int64_t t, char *out);

enum { CLOCK_RFC_822 = 40 }; /* bytes for clock_rfc_822's output */

/* "Tue, 24 Nov 2026 08:30:05 +0000", the date of RFC 822 with four digits of the year
 * as RSS has it, in UTC; "" likewise. */
void clock_rfc_822(int64_t t, char *out);

#endif
