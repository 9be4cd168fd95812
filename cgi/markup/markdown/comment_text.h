/* Renders a reader's comment, written as plain text, to HTML. */
#ifndef MARKUP_MARKDOWN_COMMENT_TEXT_H
#define MARKUP_MARKDOWN_COMMENT_TEXT_H

#include "base/buf.h"
#include "base/err.h"

/* Increase it when the same text is rendered differently; see MARKDOWN_RENDERER. */
enum { COMMENT_RENDERER = 2 };

/* The renderer of imported comments whose source is HTML: autop.h, then
 * sanitise_comment_html. */
enum { COMMENT_RENDERER_HTML = 1001 };

/* Appends the HTML of `text`, UTF-8 with LF line ends. All of it is escaped. Blank
 * lines separate paragraphs, other line ends become <br>. An http or https URL that
 * url_is_website accepts becomes a link with rel="nofollow ugc noopener", without
 * punctuation at its end and without a closing bracket that it did not open. Blank text
 * appends nothing. ERR_NOMEM is the only error. Takes linear time. */
enum err comment_text_to_html(const char *text, struct buf *out) MUST_USE;

#endif
