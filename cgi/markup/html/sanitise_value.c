#include "markup/html/sanitise_value.h"

#include <stdint.h>
#include <string.h>

#include "base/clock.h"

enum { MOST_DIGITS = 5, MOST_RANGES = 1000 };

static const char digits[] = "0123456789";

bool sanitise_value_is_number(const char *s) {
  size_t n = strspn(s, digits);
  /* No percentages, which only CSS defines today, and no number so large that a browser
   * has to limit it. */
  return n > 0 && n <= MOST_DIGITS && !s[n];
}

/* A list such as "2,5-7". */
bool sanitise_value_is_ranges(const char *s) {
  const char *at = s;
  bool more = false;
  do {
    size_t n = strspn(at, digits);
    at += n;
    if (n == 0 || n > MOST_DIGITS)
      return false;
    if (*at == '-') {
      n = strspn(at + 1, digits);
      at += n + 1;
      if (n == 0 || n > MOST_DIGITS)
        return false;
    }
    more = *at == ',';
    at += more;
  } while (more);
  return !*at && at - s <= MOST_RANGES;
}

static bool sanitise_value_matches(const char *s, const char *pattern) {
  for (; *s && *pattern; s++, pattern++)
    if (*pattern == '0' ? *s < '0' || *s > '9' : *s != *pattern)
      return false;
  return !*s && !*pattern;
}

bool sanitise_value_is_time(const char *s) {
  int64_t t;
  /* clock_parse() also accepts a space before the time zone; HTML allows one between
   * date and time only. */
  const char *space = strchr(s, ' ');
  if (sanitise_value_matches(s, "0000") || sanitise_value_matches(s, "0000-00") ||
      sanitise_value_matches(s, "00:00"))
    return true;
  return !(space && strchr(space + 1, ' ')) && clock_parse(s, &t) == OK;
}
