/* A reader's comment, written as plain text, as HTML. */
#ifndef MARKUP_MARKDOWN_COMMENT_TEXT_H
#define MARKUP_MARKDOWN_COMMENT_TEXT_H

#include "base/buf.h"
#include "base/err.h"

/* Raise it when the same text would be rendered differently; see MARKDOWN_RENDERER. */
enum { COMMENT_RENDERER = 2 };

/* The renderer of an imported comment whose source is HTML: sanitise_comment_html of it
 * with paragraphs (autop.h). */
enum { COMMENT_RENDERER_HTML = 1001 };

/* Adds the HTML of `text`, which is UTF-8 with LF at line ends: all of it escaped;
 * blank lines part paragraphs, other line ends become <br>; an http or https address
 * that url_is_website accepts becomes a link with rel="nofollow ugc noopener". A link
 * takes neither punctuation at its end nor a closing bracket that it did not open.
 * Nothing is added for a blank text. ERR_NOMEM is the only error. Linear time. */
enum err comment_text_to_html(const char *text, struct buf *out) MUST_USE;

#endif
