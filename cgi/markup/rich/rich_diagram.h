/* Inside markup/rich only: diagrams in Graphviz's language. */
#ifndef MARKUP_RICH_RICH_DIAGRAM_H
#define MARKUP_RICH_RICH_DIAGRAM_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* Appends the figure that Graphviz draws of the `n` bytes at `text`; `alt` says what it
 * shows, "" for its labels. Returns ERR_NOT_FOUND if Graphviz is not installed;
 * ERR_INVALID if it cannot draw it, with a sentence in *complaint; otherwise errors as
 * tool_run and rich_filter. Undefined bytes may have been appended then. */
enum err rich_diagram(struct arena *a, const char *text, size_t n, const char *alt,
    struct buf *out, struct buf *complaint) MUST_USE;

#endif
