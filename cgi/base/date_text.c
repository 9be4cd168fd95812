/* The text is read as a series of parts, of which each says by its form what it is: a
 * number before a colon is an hour, a word is a month, a zone or the name of a day.
 * This accepts the parts in any order, so that no list of formats is needed. */
#include "base/date_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"

/* A part that was not read yet is -1, except for the time of day. */
struct date_text {
  const char *at;
  struct civil civil;
  int64_t micros;
  bool has_time, has_zone;
  int zone; /* minutes east of UTC */
};

struct date_number {
  int64_t value;
  int digits;
};

static const char *const months[] = {"January", "February", "March", "April", "May",
    "June", "July", "August", "September", "October", "November", "December"};

/* Eighteen digits fit into the type; no date has more. *t stops before the next one. */
static bool date_text_number(struct date_text *t, struct date_number *out) {
  *out = (struct date_number){0};
  for (; isdigit((unsigned char)*t->at) && out->digits < 18; t->at++, out->digits++)
    out->value = out->value * 10 + (*t->at - '0');
  return out->digits > 0 && !isdigit((unsigned char)*t->at);
}

/* The number of the month whose name, or at least three letters of it, is this word; 0
 * if it is not a month. "Sept" is common and longer than the usual abbreviation. */
static int date_text_month(const char *word, size_t n) {
  for (int i = 0; n >= 3 && i < 12; i++)
    if (strlen(months[i]) >= n && strncasecmp(months[i], word, n) == 0)
      return i + 1;
  return 0;
}

static bool date_text_is_filler(const char *word, size_t n) {
  static const char *const words[] = {"Monday", "Tuesday", "Wednesday", "Thursday",
      "Friday", "Saturday", "Sunday", "T", "at", "of"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    size_t length = strlen(words[i]);
    bool is_day = length > 2 && n >= 3 && n <= length;
    if ((is_day || n == length) && strncasecmp(words[i], word, n) == 0)
      return true;
  }
  return false;
}

/* Abbreviations of RFC 822 and of the zones in which most blogs are written. "IST" and
 * others that mean several zones are missing on purpose. */
static bool date_text_find_zone(const char *word, size_t n, int *minutes) {
  static const struct {
    char name[5];
    int minutes;
  } zones[] = {{"Z", 0}, {"UTC", 0}, {"GMT", 0}, {"UT", 0}, {"WET", 0}, {"WEST", 60},
      {"BST", 60}, {"CET", 60}, {"CEST", 120}, {"EET", 120}, {"EEST", 180},
      {"MSK", 180}, {"JST", 540}, {"KST", 540}, {"AEST", 600}, {"AEDT", 660},
      {"NZST", 720}, {"NZDT", 780}, {"EST", -300}, {"EDT", -240}, {"CST", -360},
      {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420},
      {"HST", -600}};
  for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
    if (strlen(zones[i].name) == n && strncasecmp(zones[i].name, word, n) == 0) {
      *minutes = zones[i].minutes;
      return true;
    }
  return false;
}

static bool date_text_set(int *part, int64_t value) {
  if (*part >= 0 || value < 0 || value > 9999)
    return false;
  *part = (int)value;
  return true;
}

/* The year of two digits in RFC 822 and 850, as POSIX's strptime reads it. */
static int64_t date_text_year(const struct date_number *n) {
  if (n->digits != 2)
    return n->value;
  return n->value + (n->value < 69 ? 2000 : 1900);
}

static bool date_text_set_date(struct date_text *t, int64_t y, int64_t m, int64_t d) {
  return date_text_set(&t->civil.year, y) && date_text_set(&t->civil.month, m) &&
         date_text_set(&t->civil.day, d);
}

/* Reads the rest of "20:22:49.000 pm" after the hour. */
static bool date_text_time(struct date_text *t, const struct date_number *hour) {
  struct date_number n;
  if (t->has_time || hour->digits > 2)
    return false;
  t->has_time = true;
  t->civil.hour = (int)hour->value;
  t->at++;
  if (!date_text_number(t, &n) || n.digits > 2)
    return false;
  t->civil.minute = (int)n.value;
  if (*t->at == ':') {
    t->at++;
    if (!date_text_number(t, &n) || n.digits > 2)
      return false;
    t->civil.second = (int)n.value;
  }
  if ((*t->at == '.' || *t->at == ',') && isdigit((unsigned char)t->at[1])) {
    int64_t scale = CLOCK_SECOND / 10;
    for (t->at++; isdigit((unsigned char)*t->at); t->at++, scale /= 10)
      t->micros += (*t->at - '0') * scale;
  }
  return true;
}

/* Changes the hour to that of a day of 24 hours. */
static bool date_text_half_day(struct date_text *t, bool is_afternoon) {
  if (!t->has_time || t->civil.hour < 1 || t->civil.hour > 12)
    return false;
  t->civil.hour = t->civil.hour % 12 + (is_afternoon ? 12 : 0);
  return true;
}

/* Reads the rest of a date of three parts with the same separator: year first, or the
 * name of the month in the middle, or day first. */
static bool date_text_parts(struct date_text *t, const struct date_number *first) {
  struct date_number second, third;
  char separator = *t->at++;
  const char *word = t->at;
  int month = 0;
  if (isalpha((unsigned char)*word)) {
    while (isalpha((unsigned char)*t->at))
      t->at++;
    month = date_text_month(word, (size_t)(t->at - word));
    if (!month)
      return false;
  } else if (!date_text_number(t, &second)) {
    return false;
  }
  if (*t->at++ != separator || !date_text_number(t, &third))
    return false;
  if (first->digits == 4)
    return date_text_set_date(
        t, first->value, month ? month : second.value, third.value);
  if (month)
    return date_text_set_date(t, date_text_year(&third), month, first->value);
  if (third.digits != 4)
    return false;
  /* Dots are written in countries where the day comes first. Otherwise only a number
   * above 12 tells the day. */
  if (separator == '.' || first->value > 12)
    return date_text_set_date(t, third.value, second.value, first->value);
  return second.value > 12 &&
         date_text_set_date(t, third.value, first->value, second.value);
}

/* Reads "20160719", with "083005" or "0830" after it or after a "T". */
static bool date_text_compact(struct date_text *t, const struct date_number *n) {
  int64_t date = n->value, time = 0;
  struct date_number after = {0};
  if (n->digits > 8) {
    after.digits = n->digits - 8;
    int64_t scale = after.digits == 4 ? 10000 : 1000000;
    time = date % scale;
    date /= scale;
  } else if (*t->at == 'T' && isdigit((unsigned char)t->at[1])) {
    t->at++;
    if (!date_text_number(t, &after) || (after.digits != 4 && after.digits != 6))
      return false;
    time = after.value;
  }
  time *= after.digits == 4 ? 100 : 1;
  t->has_time = after.digits > 0;
  t->civil.hour = (int)(time / 10000);
  t->civil.minute = (int)(time / 100 % 100);
  t->civil.second = (int)(time % 100);
  return date_text_set_date(t, date / 10000, date / 100 % 100, date % 100);
}

/* Reads an offset such as "+01:00", "-0700" or "+1". */
static bool date_text_offset(struct date_text *t) {
  struct date_number n, minutes = {0};
  int sign = *t->at++ == '-' ? -1 : 1;
  if (!date_text_number(t, &n) || n.digits > 4)
    return false;
  if (n.digits > 2) {
    minutes.value = n.value % 100;
    n.value /= 100;
  } else if (*t->at == ':') {
    t->at++;
    if (!date_text_number(t, &minutes))
      return false;
  }
  t->has_zone = true;
  t->zone = sign * (int)(n.value * 60 + minutes.value);
  return n.value <= 14 && minutes.value < 60;
}

/* Reads a number, and what belongs to it. */
static bool date_text_digits(struct date_text *t) {
  struct date_number n;
  if (!date_text_number(t, &n))
    return false;
  if (*t->at == ':')
    return date_text_time(t, &n);
  if (*t->at && strchr("-/.", *t->at) && isalnum((unsigned char)t->at[1]) &&
      n.digits <= 4 && t->civil.day < 0)
    return date_text_parts(t, &n);
  if (n.digits == 8 || n.digits == 12 || n.digits == 14)
    return date_text_compact(t, &n);
  /* "3rd", "3." */
  if (n.digits <= 2 && t->civil.day < 0) {
    static const char *const endings[] = {"st", "nd", "rd", "th", "."};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
      if (strncasecmp(t->at, endings[i], strlen(endings[i])) == 0)
        t->at += strlen(endings[i]);
    return date_text_set(&t->civil.day, n.value);
  }
  return (n.digits == 4 || n.digits == 2) &&
         date_text_set(&t->civil.year, date_text_year(&n));
}

static bool date_text_word(struct date_text *t) {
  const char *word = t->at;
  int minutes = 0;
  while (isalpha((unsigned char)*t->at))
    t->at++;
  size_t n = (size_t)(t->at - word);
  /* "Sept." */
  t->at += *t->at == '.';
  if (n == 2 && strncasecmp(word + 1, "m", 1) == 0 && strchr("aApP", *word))
    return date_text_half_day(t, tolower((unsigned char)*word) == 'p');
  int month = date_text_month(word, n);
  if (month)
    return date_text_set(&t->civil.month, month);
  if (date_text_is_filler(word, n))
    return true;
  if (!t->has_time)
    return false;
  /* Go's Time.String ends with the reading of a monotonic clock, "m=+0.0001". */
  if (n == 1 && *word == 'm' && *t->at == '=') {
    t->at += strlen(t->at);
    return true;
  }
  /* A name after an offset, as in "-0700 PDT", says nothing more; an offset after a
   * name, as in "GMT+0200", takes its place. */
  if (!t->has_zone && date_text_find_zone(word, n, &minutes)) {
    t->has_zone = true;
    t->zone = minutes;
    return true;
  }
  for (size_t i = 0; i < n; i++)
    if (!isupper((unsigned char)word[i]))
      return false;
  return n >= 2 && n <= 5;
}

static bool date_text_part(struct date_text *t) {
  if (isdigit((unsigned char)*t->at))
    return date_text_digits(t);
  if (isalpha((unsigned char)*t->at))
    return date_text_word(t);
  if ((*t->at == '+' || *t->at == '-') && t->has_time)
    return date_text_offset(t);
  /* JavaScript's Date ends with the name of the zone in brackets. */
  if (*t->at == '(' && t->has_time && strchr(t->at, ')')) {
    t->at = strchr(t->at, ')') + 1;
    return true;
  }
  return false;
}

/* Reads seconds since 1970, or milliseconds if there are too many digits. */
static bool date_text_epoch(const char *text, int64_t *out) {
  struct date_text t = {.at = text};
  struct date_number n;
  if (!date_text_number(&t, &n) || *t.at)
    return false;
  if (n.digits != 9 && n.digits != 10 && n.digits != 13)
    return false;
  *out = n.value * (n.digits == 13 ? CLOCK_SECOND / 1000 : CLOCK_SECOND);
  return true;
}

enum err date_text_read(const char *text, int64_t *out) {
  struct date_text t = {.at = text, .civil = {.year = -1, .month = -1, .day = -1}};
  int64_t time;
  if (date_text_epoch(text, out))
    return OK;
  while (*(t.at += strspn(t.at, " \t,")))
    if (!date_text_part(&t))
      return ERR_SYNTAX;
  if (t.civil.year < 0 || t.civil.month < 0 || t.civil.day < 0)
    return ERR_SYNTAX;
  enum err e = t.has_zone ? clock_from_offset(&t.civil, t.zone, &time)
                          : clock_from_civil(&t.civil, &time);
  if (!e)
    *out = time + t.micros;
  return e;
}
