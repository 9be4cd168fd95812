/* Renders a comment that is plain text to HTML. */
#ifndef MARKUP_MARKDOWN_COMMENT_TEXT_H
#define MARKUP_MARKDOWN_COMMENT_TEXT_H

#include "base/buf.h"
#include "base/err.h"

/* Appends the HTML of `text`, UTF-8 with LF line ends. All of it is escaped. Blank
 * lines separate paragraphs, other line ends become <br>. Addresses become links
 * (comment_link.h). Blank text appends nothing. ERR_NOMEM is the only error. Takes
 * linear time. */
enum err comment_text_to_html(const char *text, struct buf *out) MUST_USE;

#endif
