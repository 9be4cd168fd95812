/* Formulas in a line, $`x`$ as on GitHub. */
#ifndef MARKUP_MARKDOWN_MATH_SPANS_H
#define MARKUP_MARKDOWN_MATH_SPANS_H

#include <cmark-gfm.h>

#include "base/err.h"

/* Replaces each code span of the tree between two dollar signs, with these, by
 * <span class="math">$x$</span>. ERR_NOMEM. */
enum err math_spans_apply(cmark_node *root) MUST_USE;

#endif
