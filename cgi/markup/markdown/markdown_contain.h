/* Makes the parts of a text harmless that cost the Markdown parser too much. */
#ifndef MARKUP_MARKDOWN_MARKDOWN_CONTAIN_H
#define MARKUP_MARKDOWN_MARKDOWN_CONTAIN_H

#include "base/buf.h"
#include "base/err.h"
#include "markup/markdown/markdown_guard.h"

/* Appends `text` with each part that markdown_guard.h refuses as preformatted text; if
 * there are many such parts, everything from the last one on. *first becomes the first
 * fault. Lines stay lines. ERR_NOMEM, ERR_TOO_LARGE. */
enum err markdown_contain(
    const char *text, size_t n, struct buf *out, struct markdown_fault *first) MUST_USE;

/* Appends the whole text as preformatted text, in Markdown and in HTML. */
void markdown_contain_all(const char *text, size_t n, struct buf *out);

#endif
