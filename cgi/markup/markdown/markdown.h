/* Markdown to HTML that is safe to show. Rests on cmark-gfm. */
#ifndef MARKUP_MARKDOWN_MARKDOWN_H
#define MARKUP_MARKDOWN_MARKDOWN_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "markup/html/sanitise.h"

/* Raise it when the same text would be rendered differently: it is stored beside the
 * HTML, and older HTML is rendered again. */
enum { MARKDOWN_RENDERER = 2 };

/* Adds the HTML of the `n` bytes at `text`: CommonMark with GitHub's tables, task
 * lists, strikethrough and bare links, footnotes, and ids of headings
 * (heading_attributes.h). Raw HTML is allowed; all of it passes through the author's
 * profile of sanitise_html, `rw` (or NULL) too. ERR_SYNTAX if the text is not UTF-8.
 * ERR_INVALID, and nothing added, where it has what costs cmark more than linear time
 * (the limits are in markdown_guard.h), or as sanitise_html; ERR_TOO_LARGE too where it
 * is more than out->most before that. */
enum err markdown_to_html(const char *text, size_t n,
    const struct sanitise_rewriter *rw, struct buf *out) MUST_USE;

/* The text of the first heading, in `a`, for a file that has no title; NULL without one
 * or when memory is out. `*rest` becomes the number of bytes up to behind the heading
 * where nothing but white space is before it, so that it need not be shown twice;
 * 0 where something is. */
char *markdown_take_heading(struct arena *a, const char *text, size_t *rest);

#endif
