/* Questions about the nodes of an HTML tree. */
#ifndef MARKUP_HTML_HTML_QUERY_H
#define MARKUP_HTML_HTML_QUERY_H

#include <stdbool.h>

#include "base/buf.h"
#include "markup/html/html_tree.h"

/* True if `name` is one of the classes of the element. */
bool html_query_has_class(const GumboNode *element, const char *name);

/* Appends the text in `node` with white space folded, and none at the ends. */
void html_query_text(struct html_tree *t, const GumboNode *node, struct buf *out);

/* The same in the arena; *out stays unchanged if there is no text. ERR_NOMEM. */
enum err html_query_text_of(struct arena *a, struct html_tree *t, const GumboNode *node,
    const char **out) MUST_USE;

#endif
