/* Every word of the interface, looked up by (language, id). English only so far;
 * another language is another column of the catalogue in words.c.
 *
 * A text may name values in braces, "Leave a Reply to {NAME}": in a template they
 * become the template's variables of that name; message_format fills them for C. */
#ifndef VIEW_MESSAGES_H
#define VIEW_MESSAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"

/* The catalogue: id (as in {{word:leave_reply}}), English text. */
#include "view/messages_list.h"

enum message {
#define X(id, text) MESSAGE_##id,
  MESSAGES_LIST(X)
#undef X
      MESSAGE_COUNT
};

/* True when the interface speaks `lang` (BCP 47; "en-GB" is answered by "en"). */
bool message_has(const char *lang);

/* The language the interface speaks on a blog in `lang`: that or "en". */
const char *message_language(const char *lang);

/* The text of a word; English where `lang` lacks it. Never NULL, static. */
const char *message_get(const char *lang, enum message id);

/* The word named `name` ("leave_reply"), or MESSAGE_COUNT. */
enum message message_find(const char *name);

/* The text with every {KEY} replaced: pairs of key and value follow, ended by NULL.
 * Lives in `a`; NULL when memory is out. Not escaped: templates do that. */
char *message_format(struct arena *a, const char *lang, enum message id, ...)
    __attribute__((sentinel));

/* "1 comment", "2 comments", as the language's plural rule wants it; "0" has its own
 * wording. `one`, `many` name the words, with {COUNT} in them. */
char *message_count(struct arena *a, const char *lang, enum message zero,
    enum message one, enum message many, int64_t count);

/* A day for people, "24 November 2026", a month "November 2026"; site's zone. */
char *message_day(struct arena *a, const char *lang, int64_t t);
char *message_month(struct arena *a, const char *lang, int year, int month);

/* A day with its time, "24 November 2026, 09:30". */
char *message_day_time(struct arena *a, const char *lang, int64_t t);

/* "rtl" for languages written from right to left, else "ltr". "" counts as ltr. */
const char *message_direction(const char *lang);

#endif
