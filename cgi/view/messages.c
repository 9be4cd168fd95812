#include "view/messages.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/number_text.h"
#include "view/catalogue.h"

/* Both arrays are made from one list, so that an ID always has a text. */
static const char *const names[MESSAGE_COUNT] = {
#define X(id, text) #id,
#define P(id, one, other) #id,
    MESSAGES_LIST(X, P)
#undef X
#undef P
};

/* `other` is NULL for a message without plural forms. */
static const struct {
  const char *text, *other;
} english[MESSAGE_COUNT] = {
#define X(id, text) {text, NULL},
#define P(id, one, other) {one, other},
    MESSAGES_LIST(X, P)
#undef X
#undef P
};

/* "en" and "en-GB", but not "enm", which is Middle English. */
static bool messages_is_english(const char *lang) {
  return strncasecmp(lang, "en", 2) == 0 && (!lang[2] || lang[2] == '-');
}

bool message_has(const char *lang) {
  return messages_is_english(lang) || catalogue_find(lang);
}

const char *message_language(const char *lang) {
  return message_has(lang) ? lang : "en";
}

const char *message_get(const char *lang, enum message id) {
  const char *text = NULL;
  for (const struct catalogue *c = catalogue_find(lang); c && !text;
       c = catalogue_next(c))
    text = catalogue_text(c, names[id], english[id].text);
  return text ? text : english[id].text;
}

/* English has the form `one` for 1 only. */
static const char *messages_plural(const char *lang, enum message id, int64_t count) {
  const char *text = NULL;
  for (const struct catalogue *c = catalogue_find(lang); c && !text;
       c = catalogue_next(c))
    text = catalogue_plural(c, names[id], english[id].text, count);
  if (text)
    return text;
  return count == 1 || !english[id].other ? english[id].text : english[id].other;
}

/* A linear search: only loading templates needs it. */
enum message message_find(const char *name) {
  int i = 0;
  while (i < MESSAGE_COUNT && strcmp(names[i], name) != 0)
    i++;
  return (enum message)i;
}

/* The value of the key of `n` bytes at `key`, or NULL. Walks a copy of the list: a text
 * may have its placeholders in any order, and more than once. */
static const char *messages_value(va_list pairs, const char *key, size_t n) {
  const char *found = NULL;
  va_list list;
  va_copy(list, pairs);
  for (const char *k; !found && (k = va_arg(list, const char *)) != NULL;) {
    const char *value = va_arg(list, const char *);
    if (strlen(k) == n && memcmp(k, key, n) == 0)
      found = value;
  }
  va_end(list);
  return found;
}

/* Writes `n` bytes, unless `out` is NULL. Returns where the next ones belong, or else
 * NULL. */
static char *messages_write(char *out, const char *s, size_t n, size_t *length) {
  *length += n;
  return out ? mempcpy(out, s, n) : NULL;
}

/* Writes the text `s` with its placeholders replaced, unless `out` is NULL. Returns its
 * length. */
static size_t messages_replace(char *out, const char *s, va_list pairs) {
  size_t length = 0;
  while (*s) {
    size_t plain = (size_t)(strchrnul(s, '{') - s), key = 0;
    out = messages_write(out, s, plain, &length);
    s += plain;
    if (!*s)
      break;
    key = strcspn(s + 1, "}");
    const char *value = messages_value(pairs, s + 1, key);
    if (value)
      out = messages_write(out, value, strlen(value), &length);
    s += key + 2;
  }
  return length;
}

/* A text with its placeholders replaced: measured first, so that it is written where it
 * stays. */
static char *messages_fill(struct arena *a, const char *s, va_list pairs) {
  char *text = arena_alloc(a, messages_replace(NULL, s, pairs) + 1);
  if (text)
    messages_replace(text, s, pairs);
  return text;
}

char *message_format(struct arena *a, const char *lang, enum message id, ...) {
  va_list pairs;
  va_start(pairs, id);
  char *text = messages_fill(a, message_get(lang, id), pairs);
  va_end(pairs);
  return text;
}

/* Arguments of a function for messages_fill, which takes a list of them. */
__attribute__((sentinel)) static char *messages_fill_text(
    struct arena *a, const char *s, ...) {
  va_list pairs;
  va_start(pairs, s);
  char *text = messages_fill(a, s, pairs);
  va_end(pairs);
  return text;
}

char *message_number(struct arena *a, const char *lang, int64_t number) {
  char digits[NUMBER_TEXT];
  const char *separator = message_get(lang, MESSAGE_thousands);
  long long from = strtoll(message_get(lang, MESSAGE_thousands_from), NULL, 10);
  struct buf out = {0};
  number_text(number, 1, digits);
  for (const char *s = digits; *s; s++) {
    buf_putc(&out, *s);
    /* A group of three follows if the number of digits left is a multiple of it. */
    size_t left = strlen(s + 1);
    if (number >= from && left && left % 3 == 0)
      buf_puts(&out, separator);
  }
  char *text = buf_status(&out) ? NULL : arena_strdup(a, buf_text(&out));
  buf_free(&out);
  return text;
}

char *message_count(struct arena *a, const char *lang, enum message id, int64_t count) {
  const char *number = message_number(a, lang, count);
  if (!number)
    return NULL;
  return messages_fill_text(a, messages_plural(lang, id, count), "COUNT", number, NULL);
}

/* `first` is the message of January, which those of the other months follow. */
static const char *messages_month_name(
    const char *lang, enum message first, int month) {
  return message_get(lang, (enum message)((int)first + month - 1));
}

char *message_day(struct arena *a, const char *lang, int64_t t) {
  struct civil c;
  char day[NUMBER_TEXT], year[NUMBER_TEXT];
  /* A date that the calendar does not have can only come from another program. The page
   * is complete without it. */
  if (clock_civil(t, &c) != OK)
    return arena_strdup(a, "");
  return message_format(a, lang, MESSAGE_day, "DAY", number_text(c.day, 1, day),
      "MONTH", messages_month_name(lang, MESSAGE_month_1, c.month), "YEAR",
      number_text(c.year, 1, year), NULL);
}

char *message_month(struct arena *a, const char *lang, int year, int month) {
  char text[16];
  snprintf(text, sizeof text, "%d", year);
  return message_format(a, lang, MESSAGE_month, "MONTH",
      messages_month_name(lang, MESSAGE_month_alone_1, month), "YEAR", text, NULL);
}

char *message_time(struct arena *a, int64_t t) {
  struct civil c;
  char hour[NUMBER_TEXT], minute[NUMBER_TEXT];
  if (clock_civil(t, &c) != OK)
    return arena_strdup(a, "");
  number_text(c.hour, 2, hour);
  return arena_join(a, hour, ":", number_text(c.minute, 2, minute), NULL);
}

char *message_day_time(struct arena *a, const char *lang, int64_t t) {
  char *day = message_day(a, lang, t), *time = message_time(a, t);
  if (!day || !time || !*time)
    return time ? day : NULL;
  return message_format(a, lang, MESSAGE_day_time, "DATE", day, "TIME", time, NULL);
}

/* Languages whose usual script is written from right to left. A script subtag, as in
 * "az-Arab", is not considered. */
const char *message_direction(const char *lang) {
  static const char *const rtl[] = {
      "ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv"};
  for (size_t i = 0; lang && i < sizeof rtl / sizeof rtl[0]; i++)
    if (strncmp(lang, rtl[i], 2) == 0 && (!lang[2] || lang[2] == '-'))
      return "rtl";
  return "ltr";
}
