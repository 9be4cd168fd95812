/* A reader's plain text into HTML. */
#ifndef TEXT_COMMENT_TEXT_H
#define TEXT_COMMENT_TEXT_H

#include "base/buf.h"
#include "base/err.h"

/* Stored beside what it rendered; raised when the rules change. */
enum { COMMENT_RENDERER = 1 };

/* Adds the HTML of UTF-8 text with LF lines: everything escaped, blank lines part
 * paragraphs, other line ends stay, bare http and https addresses become links that
 * lend no weight. */
enum err comment_text_to_html(const char *text, struct buf *out) MUST_USE;

#endif
