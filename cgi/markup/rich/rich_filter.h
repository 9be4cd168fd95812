/* Inside markup/rich only: which elements and attributes of MathML and SVG get onto a
 * page. */
#ifndef MARKUP_RICH_RICH_FILTER_H
#define MARKUP_RICH_RICH_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum rich_filter_kind { RICH_FILTER_MATHML, RICH_FILTER_SVG };

/* Appends what the tables of rich_filter.c allow of the `n` bytes of XML at `xml`,
 * written from scratch: no element or attribute that is not in them, no address, no
 * script, no style and no ID. `label` is what a screen reader says for an SVG picture.
 * Black lines and text of an SVG picture take the colour of the text around it, unless
 * it has areas of other colours: then *is_coloured becomes true, and its colours stay.
 * Returns ERR_SYNTAX if it is not well-formed or has another root element;
 * ERR_TOO_LARGE as buf_status; ERR_NOMEM. */
enum err rich_filter(enum rich_filter_kind kind, const char *xml, size_t n,
    const char *label, struct buf *out, bool *is_coloured) MUST_USE;

#endif
