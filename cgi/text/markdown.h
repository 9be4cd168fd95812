/* Markdown (GFM with footnotes) of authors into safe HTML. */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "text/sanitise.h"

/* Stored beside what it rendered; raised when the rules change. */
enum { MARKDOWN_RENDERER = 1 };

/* Adds the HTML of `n` octets of Markdown: tables, strikethrough, autolinks, task
 * lists, footnotes; raw HTML passes the sanitiser like everything else. ERR_INVALID
 * where it is nested beyond reason. */
enum err markdown_to_html(const char *text, size_t n,
    const struct sanitise_rewriter *rw, struct buf *out) MUST_USE;

/* The text of a first-level heading that the Markdown begins with, in `a`, and where
 * the rest begins; NULL where it begins otherwise. */
char *markdown_take_heading(struct arena *a, const char *text, size_t *rest);

#endif
