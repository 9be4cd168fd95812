/* Attributes at the end of a Markdown heading, "## Name {#id .class key=value}", as
 * goldmark, and so Hugo, and PHP Markdown Extra have them. They begin with an id or a
 * class: other words in braces are text, and so is what stands behind a '\' or '$'. */
#ifndef MARKUP_MARKDOWN_HEADING_ATTRIBUTES_H
#define MARKUP_MARKDOWN_HEADING_ATTRIBUTES_H

#include <cmark-gfm.h>
#include <stddef.h>

#include "base/err.h"

/* Takes them off every heading of `root`, which has been made of the `n` bytes at
 * `text`. A heading with an id becomes a block of HTML that has it. ERR_NOMEM. */
enum err heading_attributes_apply(
    cmark_node *root, const char *text, size_t n) MUST_USE;

/* Takes them off one heading of such a tree, without its id. ERR_NOMEM. */
enum err heading_attributes_cut(
    cmark_node *heading, const char *text, size_t n) MUST_USE;

#endif
