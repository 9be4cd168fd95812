/* The lists of a comment: those that are none, and numbers that do not count up. */
#ifndef MARKUP_MARKDOWN_COMMENT_LISTS_H
#define MARKUP_MARKDOWN_COMMENT_LISTS_H

#include <cmark-gfm.h>

#include "base/err.h"

/* Turns each list with a single short item into text with its marker: "1. May", "-
 * Ada",
 * "+ 1". Finds the numbers of the others. `text` is what `root` was parsed from.
 * ERR_NOMEM. */
enum err comment_lists_fold(cmark_node *root, const char *text) MUST_USE;

/* After comment_lists_fold: the number of an item, if it is not the one that counting
 * gives; otherwise 0. */
long comment_lists_number(cmark_node *item);

#endif
