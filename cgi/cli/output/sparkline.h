/* Numbers as a line of bars, one character each. */
#ifndef CLI_OUTPUT_SPARKLINE_H
#define CLI_OUTPUT_SPARKLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Whether the locale of the user, by LC_ALL, LC_CTYPE or LANG, has UTF-8. */
bool sparkline_is_utf8(void);

/* Columns of the terminal on standard output; 80 if it is none. */
int sparkline_columns(void);

/* Appends a bar for each of `count` numbers, which are not negative; the largest is the
 * highest. 0 is the lowest bar, and nothing else is. Without `utf8`, in ASCII. */
void sparkline(struct buf *out, const int64_t *values, size_t count, bool utf8);

#endif
