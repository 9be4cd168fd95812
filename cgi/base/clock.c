#include "base/clock.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/number_text.h"

/* Time spent waiting for a lock or a disk does not count, so a limit that uses this
 * depends little on the load of the machine. */
int64_t clock_processor(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * CLOCK_SECOND + t.tv_nsec / 1000;
}

int64_t clock_monotonic(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * CLOCK_SECOND + t.tv_nsec / 1000;
}

int64_t clock_boot(void) {
  struct timespec t;
  clock_gettime(CLOCK_BOOTTIME, &t);
  return t.tv_sec * CLOCK_SECOND + t.tv_nsec / 1000;
}

/* The clock of the calendar, which may jump. */
int64_t clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec * CLOCK_SECOND + now.tv_nsec / 1000;
}

/* How often the zone was set, and one more. */
static unsigned clock_zone = 1;

/* /usr/share/zoneinfo also holds tables and lists, such as "tzdata.zi": tzset would
 * take their names for UTC without an error. */
static bool clock_is_zone_file(const char *file) {
  char why[FILE_WHY], magic[4] = "";
  struct stat st;
  int fd;
  if (file_open(file, FILE_FOLLOW, &fd, &st, why))
    return false;
  bool is_zone = read(fd, magic, sizeof magic) == sizeof magic &&
                 memcmp(magic, "TZif", sizeof magic) == 0; /* RFC 8536 section 3.1 */
  close(fd);
  return is_zone;
}

enum err clock_set_zone(const char *name) {
  char file[256];
  /* The name becomes part of a path, so it must not lead out of the folder. */
  if (!*name || strlen(name) > 100 || name[0] == '/' || strstr(name, ".."))
    return ERR_NOT_FOUND;
  snprintf(file, sizeof file, "/usr/share/zoneinfo/%s", name);
  /* UTC works without the tzdata package. */
  if (strcmp(name, "UTC") != 0 && !clock_is_zone_file(file))
    return ERR_NOT_FOUND;
  /* C has no other way to choose a time zone. It is one of the whole process, which is
   * fine for a process that serves one site. */
  if (setenv("TZ", name, 1) != 0)
    return ERR_NOMEM;
  tzset();
  clock_zone++;
  return OK;
}

/* Rounds down, also for times before 1970, where C's division rounds towards zero. */
static time_t clock_seconds(int64_t t) {
  return (time_t)(t / CLOCK_SECOND - (t % CLOCK_SECOND < 0));
}

/* A date is shown in several forms, one after the other: the last one is remembered.
 * clock_set_zone forgets it. */
static _Thread_local struct {
  time_t seconds;
  unsigned zone; /* `clock_zone` then; 0: none is remembered */
  struct civil civil;
} clock_last;

enum err clock_civil(int64_t t, struct civil *out) {
  struct tm tm;
  time_t s = clock_seconds(t);
  if (clock_last.zone == clock_zone && clock_last.seconds == s) {
    *out = clock_last.civil;
    return OK;
  }
  if (!localtime_r(&s, &tm) || tm.tm_year + 1900 < 1 || tm.tm_year + 1900 > 9999)
    return ERR_INVALID;
  *out = (struct civil){
      .year = tm.tm_year + 1900,
      .month = tm.tm_mon + 1,
      .day = tm.tm_mday,
      .hour = tm.tm_hour,
      .minute = tm.tm_min,
      .second = tm.tm_sec,
      .offset = (int)(tm.tm_gmtoff / 60),
  };
  clock_last.seconds = s;
  clock_last.zone = clock_zone;
  clock_last.civil = *out;
  return OK;
}

/* mktime silently turns 31 February into 3 March, so dates are checked first. */
static bool clock_exists(const struct civil *c) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (c->year < 1 || c->year > 9999 || c->month < 1 || c->month > 12 || c->day < 1)
    return false;
  bool leap = c->year % 4 == 0 && (c->year % 100 != 0 || c->year % 400 == 0);
  /* A leap second, 60, is allowed, as in RFC 3339 section 5.6; mktime makes it the next
   * minute. */
  int last = days[c->month - 1] + (c->month == 2 && leap);
  return c->day <= last && c->hour >= 0 && c->hour <= 23 && c->minute >= 0 &&
         c->minute <= 59 && c->second >= 0 && c->second <= 60;
}

/* tm_isdst -1 lets mktime decide whether daylight saving applies. */
static struct tm clock_to_tm(const struct civil *c) {
  return (struct tm){
      .tm_year = c->year - 1900,
      .tm_mon = c->month - 1,
      .tm_mday = c->day,
      .tm_hour = c->hour,
      .tm_min = c->minute,
      .tm_sec = c->second,
      .tm_isdst = -1,
  };
}

/* mktime's -1 is not examined: it may be an error or the last second of 1969, and
 * clock_exists has refused everything it could fail for. */
enum err clock_from_civil(const struct civil *c, int64_t *out) {
  if (!clock_exists(c))
    return ERR_INVALID;
  struct tm tm = clock_to_tm(c);
  *out = (int64_t)mktime(&tm) * CLOCK_SECOND;
  return OK;
}

enum err clock_from_offset(const struct civil *c, int minutes, int64_t *out) {
  if (!clock_exists(c))
    return ERR_INVALID;
  struct tm tm = clock_to_tm(c);
  *out = ((int64_t)timegm(&tm) - (int64_t)minutes * 60) * CLOCK_SECOND;
  return OK;
}

/* Reads exactly `n` digits and moves *s past them. */
static bool clock_digits(const char **s, int n, int *out) {
  int value = 0;
  for (int i = 0; i < n; i++, (*s)++) {
    if (!isdigit((unsigned char)**s))
      return false;
    value = value * 10 + (**s - '0');
  }
  *out = value;
  return true;
}

static bool clock_skip(const char **s, char c) {
  if (**s != c)
    return false;
  (*s)++;
  return true;
}

/* Reads "Z", "+01:00", "+0100", "+01" or nothing, up to the end of the text. */
static bool clock_read_offset(const char **s, bool *given, int *minutes) {
  while (**s == ' ')
    (*s)++;
  *given = **s != '\0';
  if (!*given || clock_skip(s, 'Z') || clock_skip(s, 'z')) {
    *minutes = 0;
    return **s == '\0';
  }
  int sign = **s == '+' ? 1 : **s == '-' ? -1 : 0;
  int hours, rest = 0;
  if (!sign)
    return false;
  (*s)++;
  if (!clock_digits(s, 2, &hours))
    return false;
  clock_skip(s, ':');
  if (**s && !clock_digits(s, 2, &rest))
    return false;
  *minutes = sign * (hours * 60 + rest);
  /* No zone is farther east than +14:00; the westernmost is -12:00. */
  return **s == '\0' && hours <= 14 && rest < 60;
}

enum err clock_parse(const char *s, int64_t *out) {
  struct civil c = {0};
  int64_t micros = 0, scale = CLOCK_SECOND / 10;
  bool given = false;
  int minutes = 0;
  if (!clock_digits(&s, 4, &c.year) || !clock_skip(&s, '-') ||
      !clock_digits(&s, 2, &c.month) || !clock_skip(&s, '-') ||
      !clock_digits(&s, 2, &c.day))
    return ERR_SYNTAX;
  if (*s) {
    if (!(clock_skip(&s, 'T') || clock_skip(&s, 't') || clock_skip(&s, ' ')) ||
        !clock_digits(&s, 2, &c.hour) || !clock_skip(&s, ':') ||
        !clock_digits(&s, 2, &c.minute))
      return ERR_SYNTAX;
    if (clock_skip(&s, ':') && !clock_digits(&s, 2, &c.second))
      return ERR_SYNTAX;
    if (clock_skip(&s, '.'))
      /* Digits beyond microseconds are read and add 0. */
      for (; isdigit((unsigned char)*s); s++, scale /= 10)
        micros += (*s - '0') * scale;
    if (!clock_read_offset(&s, &given, &minutes))
      return ERR_SYNTAX;
  }
  enum err e = given ? clock_from_offset(&c, minutes, out) : clock_from_civil(&c, out);
  if (!e)
    *out += micros;
  return e;
}

void clock_rfc_822(int64_t t, char *out) {
  /* RFC 822 has English names whatever the locale is, so strftime cannot be used. */
  static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
      "Aug", "Sep", "Oct", "Nov", "Dec"};
  struct civil c;
  struct tm tm;
  time_t clock_seconds = (time_t)(t / CLOCK_SECOND - (t % CLOCK_SECOND < 0));
  out[0] = '\0';
  if (clock_civil(t, &c) == OK && gmtime_r(&clock_seconds, &tm))
    snprintf(out, CLOCK_RFC_822, "%s, %02d %s %04d %02d:%02d:%02d +0000",
        days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour,
        tm.tm_min, tm.tm_sec);
}

/* Built by hand: a page formats dozens of dates, and snprintf was 5 % of rendering. */
void clock_iso(int64_t t, char *out) {
  struct civil c;
  out[0] = '\0';
  if (clock_civil(t, &c) != OK)
    return;
  int off = c.offset < 0 ? -c.offset : c.offset;
  const struct {
    int value, digits;
    char separator;
  } parts[] = {{c.year, 4, '-'}, {c.month, 2, '-'}, {c.day, 2, 'T'}, {c.hour, 2, ':'},
      {c.minute, 2, ':'}, {c.second, 2, c.offset < 0 ? '-' : '+'}, {off / 60, 2, ':'},
      {off % 60, 2, '\0'}};
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    char number[NUMBER_TEXT];
    out = stpcpy(out, number_text(parts[i].value, parts[i].digits, number));
    *out++ = parts[i].separator;
  }
}
