/* Inside text/: HTML parsed by gumbo, with its traps fenced off. */
#ifndef TEXT_HTML_TREE_H
#define TEXT_HTML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include <gumbo.h>

#include "base/err.h"

/* Parses a fragment (as in a body) or a whole document; free with html_tree_free. The
 * text must live as long. ERR_INVALID for more open elements at once than gumbo frees
 * without running out of stack. */
enum err html_tree_parse(
    const char *html, size_t n, bool fragment, GumboOutput **out) MUST_USE;
void html_tree_free(GumboOutput *tree);

/* The node after `node` in document order below `root`; into its children first if
 * `enter`. NULL at the end. *depth follows. */
GumboNode *html_tree_next(GumboNode *node, GumboNode *root, bool enter, int *depth);

/* The children of an element, or NULL. */
const GumboVector *html_tree_children(const GumboNode *node);

/* The name of an element, in lower case; "" for what HTML does not know. */
const char *html_tree_name(const GumboNode *node);

/* An attribute's value, or NULL. */
const char *html_tree_attribute(const GumboNode *node, const char *name);

#endif
