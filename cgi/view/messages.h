/* The messages of the interface, by language and ID. The list has the English texts;
 * the translations are in po/ (docs/translating.md).
 *
 * A message may have placeholders, as in "Leave a Reply to {NAME}". In a template they
 * become template variables of that name; in C, message_format replaces them. */
#ifndef VIEW_MESSAGES_H
#define VIEW_MESSAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"

/* The catalogue: IDs, as in {{message:leave_reply}}, and English texts. */
#include "view/messages_list.h"

enum message {
#define X(id, text) MESSAGE_##id,
#define P(id, one, other) MESSAGE_##id,
  MESSAGES_LIST(X, P)
#undef X
#undef P
      MESSAGE_COUNT
};

/* True if there are messages in `lang` (BCP 47), English included. "en" serves "en-GB"
 * as well, and "zh-Hans" serves "zh-CN", but not "zh-Hant". */
bool message_has(const char *lang);

/* The language of the interface of a site in `lang`: `lang`, or else "en". */
const char *message_language(const char *lang);

/* The text of a message in the first of these that has it: the catalogue for `lang`,
 * that of the language without its region, English. Never NULL; valid forever. Of a
 * message with plural forms, one of them: use message_count. */
const char *message_get(const char *lang, enum message id);

/* The message with the ID `name` ("leave_reply"), or MESSAGE_COUNT. */
enum message message_find(const char *name);

/* The text with every {KEY} replaced. Pairs of key and value follow, then NULL. The
 * result lives in the arena and is not escaped: templates do that. NULL when out of
 * memory. */
char *message_format(struct arena *a, const char *lang, enum message id, ...)
    __attribute__((sentinel));

/* "1 comment", "2 comments": the plural form for `count`, which is not negative, by the
 * rule of the language, with {COUNT} as in message_number. Only for messages that the
 * list declares with P. NULL when out of memory. */
char *message_count(struct arena *a, const char *lang, enum message id, int64_t count);

/* A number for people, "1,234,567". NULL when out of memory. */
char *message_number(struct arena *a, const char *lang, int64_t number);

/* A day for people, "24 November 2026", in the site's time zone. Like the two functions
 * that follow, returns a string in the arena, or NULL when out of memory. */
char *message_day(struct arena *a, const char *lang, int64_t t);

/* A month, "November 2026". */
char *message_month(struct arena *a, const char *lang, int year, int month);

/* A day and time, "24 November 2026, 09:30". */
char *message_day_time(struct arena *a, const char *lang, int64_t t);

/* A time of day, "09:30"; "" for a time that clock_civil refuses. */
char *message_time(struct arena *a, int64_t t);

/* "rtl" for languages that are written from right to left; else, or for "", "ltr". */
const char *message_direction(const char *lang);

#endif
