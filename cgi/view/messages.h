/* The messages of the interface, by language and ID. English only so far; another
 * language is another column of the catalogue in messages.c.
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
  MESSAGES_LIST(X)
#undef X
      MESSAGE_COUNT
};

/* True if there is a catalogue for `lang` (BCP 47). "en" serves "en-GB" as well. */
bool message_has(const char *lang);

/* The language of the interface of a site in `lang`: `lang`, or else "en". */
const char *message_language(const char *lang);

/* The text of a message; in English if there is no catalogue for `lang`. Never NULL;
 * valid forever. */
const char *message_get(const char *lang, enum message id);

/* The message with the ID `name` ("leave_reply"), or MESSAGE_COUNT. */
enum message message_find(const char *name);

/* The text with every {KEY} replaced. Pairs of key and value follow, then NULL. The
 * result lives in the arena and is not escaped: templates do that. NULL when out of
 * memory. */
char *message_format(struct arena *a, const char *lang, enum message id, ...)
    __attribute__((sentinel));

/* "1 comment", "2 comments", by the plural rule of the language. `zero`, `one` and
 * `many` are messages with the placeholder {COUNT}. NULL when out of memory. */
char *message_count(struct arena *a, const char *lang, enum message zero,
    enum message one, enum message many, int64_t count);

/* A day for people, "24 November 2026", in the site's time zone. Like the two functions
 * that follow, returns a string in the arena, or NULL when out of memory. */
char *message_day(struct arena *a, const char *lang, int64_t t);

/* A month, "November 2026". */
char *message_month(struct arena *a, const char *lang, int year, int month);

/* A day and time, "24 November 2026, 09:30". */
char *message_day_time(struct arena *a, const char *lang, int64_t t);

/* "rtl" for languages that are written from right to left; else, or for "", "ltr". */
const char *message_direction(const char *lang);

#endif
