/* A comment as the lines that the screen shows. */
#ifndef CLI_MODERATION_PAGE_H
#define CLI_MODERATION_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "cli/moderation/item.h"
#include "cli/moderation/text.h"

struct page {
  struct text_lines lines;
  size_t strong; /* how many of them, from the first, are the heading */
};

/* Writes the lines for a screen of that size into the arena. On a small screen the text
 * comes before what is less important. ERR_NOMEM. */
enum err page_make(struct arena *a, const struct item *item, size_t columns,
    size_t rows, bool ascii, struct page *out) MUST_USE;

/* "held", "approved", "spam", "in the trash": what a comment of that status is. */
const char *page_status(enum comment_status status);

#endif
