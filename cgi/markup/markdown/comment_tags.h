/* The HTML tags that readers may type into a comment. */
#ifndef MARKUP_MARKDOWN_COMMENT_TAGS_H
#define MARKUP_MARKDOWN_COMMENT_TAGS_H

#include <stdbool.h>

#include <cmark-gfm.h>

#include "base/err.h"

/* Finds the tags of a tree that are markup: a, abbr, acronym, b, blockquote, cite,
 * code, del, em, i, q, s, strike and strong, each with its end tag below the same node.
 * Paragraphs are split at those of blockquote, which become HTML blocks. ERR_NOMEM. */
enum err comment_tags_find(cmark_node *root) MUST_USE;

/* True for an HTML node that is one of them; the others are text. */
bool comment_tags_is_markup(cmark_node *node);

#endif
