/* Renders Markdown to HTML that is safe to show. Uses cmark-gfm. */
#ifndef MARKUP_MARKDOWN_MARKDOWN_H
#define MARKUP_MARKDOWN_MARKDOWN_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "markup/html/sanitise.h"

/* Increase it when the same text is rendered differently: the next import then renders
 * its files again. It is stored with the HTML. */
enum { MARKDOWN_RENDERER = 6 };

/* Appends the HTML of the `n` bytes at `text`: CommonMark with GitHub's tables, task
 * lists, strikethrough and bare links, footnotes, and heading IDs
 * (heading_attributes.h). Raw HTML is allowed. Everything passes through sanitise_html
 * with the profile for authors, and through `rw`, which may be NULL.
 *
 * Returns ERR_SYNTAX if the text is not UTF-8; ERR_INVALID, and appends nothing, if it
 * contains what costs cmark more than linear time (the limits are in markdown_guard.h),
 * or as sanitise_html; ERR_TOO_LARGE also if the HTML exceeds out->most before it is
 * sanitised. */
enum err markdown_to_html(const char *text, size_t n,
    const struct sanitise_rewriter *rw, struct buf *out) MUST_USE;

/* *title becomes the text of the first heading, in `a`, as the title of a file without
 * one; NULL if there is none. If only white space precedes the heading, *rest becomes
 * the number of bytes up to the end of the heading, so that it is not shown twice;
 * otherwise 0. ERR_NOMEM. */
enum err markdown_take_heading(
    struct arena *a, const char *text, char **title, size_t *rest) MUST_USE;

#endif
