/* Text of others on the screen: nothing in it can control the terminal or shift what
 * stands next to it. LC_CTYPE must be UTF-8, as main.c sets it. */
#ifndef CLI_MODERATION_TEXT_H
#define CLI_MODERATION_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* {0} at first. The strings are in the arena. */
struct text_lines {
  char **lines;
  size_t count, capacity;
};

/* Appends `text` as lines of at most `columns` (10 or more), broken between words.
 * Control, format and bidi characters appear in a visible form, \u{202e}; with `ascii`
 * all others beyond ASCII do too. Of an emoji that is composed of several, its parts
 * are shown, because terminals do not agree on the width of the whole. After an error
 * the lines are incomplete. ERR_NOMEM. */
enum err text_wrap(struct arena *a, const char *text, size_t columns, bool ascii,
    struct text_lines *out) MUST_USE;

/* The beginning of `text` as one line, in the arena, with "…" at the end if it does not
 * fit. NULL when out of memory. */
char *text_cut(struct arena *a, const char *text, size_t columns, bool ascii);

/* The number of columns that a line of text_wrap takes. */
size_t text_width(const char *line);

/* The length in bytes of what fits into `columns`. */
size_t text_fit(const char *line, size_t columns);

#endif
