#include "view/messages.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/number_text.h"

static const char *const names[WORD_COUNT] = {
#define X(id, text) #id,
    WORDS_LIST(X)
#undef X
};

static const char *const english[WORD_COUNT] = {
#define X(id, text) text,
    WORDS_LIST(X)
#undef X
};

bool words_has(const char *lang) {
  return strncmp(lang, "en", 2) == 0 && (!lang[2] || lang[2] == '-');
}

const char *words_language(const char *lang) {
  return words_has(lang) ? lang : "en";
}

const char *words_get(const char *lang, enum word id) {
  (void)lang; /* the catalogue has one language so far */
  return english[id];
}

enum word words_find(const char *name) {
  int i = 0;
  while (i < WORD_COUNT && strcmp(names[i], name) != 0)
    i++;
  return (enum word)i;
}

/* The value given for the key `n` octets long at `key`, or NULL. */
static const char *value_of(va_list pairs, const char *key, size_t n) {
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

char *words_format(struct arena *a, const char *lang, enum word id, ...) {
  struct buf out = {0};
  va_list pairs;
  va_start(pairs, id);
  for (const char *s = words_get(lang, id); *s;) {
    size_t plain = strcspn(s, "{"), key = 0;
    buf_add(&out, s, plain);
    s += plain;
    if (!*s)
      break;
    key = strcspn(s + 1, "}");
    const char *value = value_of(pairs, s + 1, key);
    buf_puts(&out, value ? value : "");
    s += key + 2;
  }
  va_end(pairs);
  char *text = buf_status(&out) ? NULL : arena_strdup(a, buf_text(&out));
  buf_free(&out);
  return text;
}

char *words_count(struct arena *a, const char *lang, enum word zero, enum word one,
    enum word many, int64_t count) {
  char number[24];
  snprintf(number, sizeof number, "%lld", (long long)count);
  enum word id = count == 0 ? zero : count == 1 ? one : many;
  return words_format(a, lang, id, "COUNT", number, NULL);
}

static const char *month_name(const char *lang, int month) {
  return words_get(lang, (enum word)(WORD_month_1 + month - 1));
}

char *words_day(struct arena *a, const char *lang, int64_t t) {
  struct civil c;
  char day[NUMBER_TEXT], year[NUMBER_TEXT];
  if (clock_civil(t, &c) != OK)
    return arena_strdup(a, "");
  return words_format(a, lang, WORD_day, "DAY", number_text(c.day, 1, day), "MONTH",
      month_name(lang, c.month), "YEAR", number_text(c.year, 1, year), NULL);
}

char *words_month(struct arena *a, const char *lang, int year, int month) {
  char text[16];
  snprintf(text, sizeof text, "%d", year);
  return words_format(
      a, lang, WORD_month, "MONTH", month_name(lang, month), "YEAR", text, NULL);
}

char *words_day_time(struct arena *a, const char *lang, int64_t t) {
  struct civil c;
  char time[2 * NUMBER_TEXT], number[NUMBER_TEXT];
  char *day = words_day(a, lang, t);
  if (!day || clock_civil(t, &c) != OK)
    return day;
  char *end = stpcpy(time, number_text(c.hour, 2, number));
  *end++ = ':';
  memcpy(end, number_text(c.minute, 2, number), 3);
  return words_format(a, lang, WORD_day_time, "DATE", day, "TIME", time, NULL);
}

const char *words_direction(const char *lang) {
  static const char *const rtl[] = {
      "ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv"};
  for (size_t i = 0; lang && i < sizeof rtl / sizeof rtl[0]; i++)
    if (strncmp(lang, rtl[i], 2) == 0 && (!lang[2] || lang[2] == '-'))
      return "rtl";
  return "ltr";
}
