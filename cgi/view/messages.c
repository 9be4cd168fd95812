#include "view/messages.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/number_text.h"

/* Both arrays are made from one list, so that an ID always has a text. */
static const char *const names[MESSAGE_COUNT] = {
#define X(id, text) #id,
    MESSAGES_LIST(X)
#undef X
};

/* A text of more than one line is no text with a comma missing: the list has an ID for
 * each. NOLINTBEGIN(bugprone-suspicious-missing-comma) */
static const char *const english[MESSAGE_COUNT] = {
#define X(id, text) text,
    MESSAGES_LIST(X)
#undef X
};
/* NOLINTEND(bugprone-suspicious-missing-comma) */

/* "en" and "en-GB", but not "enm", which is Middle English. */
bool message_has(const char *lang) {
  return strncmp(lang, "en", 2) == 0 && (!lang[2] || lang[2] == '-');
}

const char *message_language(const char *lang) {
  return message_has(lang) ? lang : "en";
}

const char *message_get(const char *lang, enum message id) {
  (void)lang; /* the catalogue has one language so far */
  return english[id];
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

char *message_format(struct arena *a, const char *lang, enum message id, ...) {
  struct buf out = {0};
  va_list pairs;
  va_start(pairs, id);
  for (const char *s = message_get(lang, id); *s;) {
    size_t plain = strcspn(s, "{"), key = 0;
    buf_add(&out, s, plain);
    s += plain;
    if (!*s)
      break;
    key = strcspn(s + 1, "}");
    const char *value = messages_value(pairs, s + 1, key);
    buf_puts(&out, value ? value : "");
    s += key + 2;
  }
  va_end(pairs);
  char *text = buf_status(&out) ? NULL : arena_strdup(a, buf_text(&out));
  buf_free(&out);
  return text;
}

/* The plural rule of English. Another language may need more forms, and then this
 * function has to know them. */
char *message_count(struct arena *a, const char *lang, enum message zero,
    enum message one, enum message many, int64_t count) {
  /* Room for any 64-bit number. */
  char number[24];
  snprintf(number, sizeof number, "%lld", (long long)count);
  /* Not every message has a text of its own for zero: such callers pass `many` twice.
   */
  enum message id = count == 0 ? zero : count == 1 ? one : many;
  return message_format(a, lang, id, "COUNT", number, NULL);
}

static const char *messages_month_name(const char *lang, int month) {
  /* The twelve months follow each other in MESSAGES_LIST. */
  return message_get(lang, (enum message)(MESSAGE_month_1 + month - 1));
}

char *message_day(struct arena *a, const char *lang, int64_t t) {
  struct civil c;
  char day[NUMBER_TEXT], year[NUMBER_TEXT];
  /* A date that the calendar does not have can only come from another program. The page
   * is complete without it. */
  if (clock_civil(t, &c) != OK)
    return arena_strdup(a, "");
  return message_format(a, lang, MESSAGE_day, "DAY", number_text(c.day, 1, day),
      "MONTH", messages_month_name(lang, c.month), "YEAR", number_text(c.year, 1, year),
      NULL);
}

char *message_month(struct arena *a, const char *lang, int year, int month) {
  char text[16];
  snprintf(text, sizeof text, "%d", year);
  return message_format(a, lang, MESSAGE_month, "MONTH",
      messages_month_name(lang, month), "YEAR", text, NULL);
}

char *message_day_time(struct arena *a, const char *lang, int64_t t) {
  struct civil c;
  char time[2 * NUMBER_TEXT], number[NUMBER_TEXT];
  char *day = message_day(a, lang, t);
  if (!day || clock_civil(t, &c) != OK)
    return day;
  char *end = stpcpy(time, number_text(c.hour, 2, number));
  *end++ = ':';
  /* Two digits and the NUL: a minute is never longer. */
  memcpy(end, number_text(c.minute, 2, number), 3);
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
