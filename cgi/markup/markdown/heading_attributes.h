/* Attributes at the end of a Markdown heading, "## Name {#id .class key=value}", as in
 * goldmark (and so Hugo) and PHP Markdown Extra. They begin with an ID or a class;
 * other words in braces are text, and so are braces after '\' or '$'. */
#ifndef MARKUP_MARKDOWN_HEADING_ATTRIBUTES_H
#define MARKUP_MARKDOWN_HEADING_ATTRIBUTES_H

#include <cmark-gfm.h>
#include <stddef.h>

#include "base/err.h"

/* Removes the attributes from every heading of `root`, which was parsed from the `n`
 * bytes at `text`. A heading with an ID becomes a block of HTML with that ID.
 * ERR_NOMEM. */
enum err heading_attributes_apply(
    cmark_node *root, const char *text, size_t n) MUST_USE;

/* Removes the attributes from one heading of such a tree; its ID is lost. ERR_NOMEM. */
enum err heading_attributes_cut(
    cmark_node *heading, const char *text, size_t n) MUST_USE;

#endif
