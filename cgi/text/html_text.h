/* Inside text/: the plain text of HTML. */
#ifndef TEXT_HTML_TEXT_H
#define TEXT_HTML_TEXT_H

#include "base/buf.h"
#include "base/err.h"

enum html_text_parts {
  HTML_TEXT_ALL,
  HTML_TEXT_RUNNING /* without headings, code, tables, figures, footnotes */
};

/* Adds the text, entities decoded, white space folded to single spaces. ERR_INVALID
 * where it is nested beyond reason. */
enum err html_text(
    const char *html, enum html_text_parts parts, struct buf *out) MUST_USE;

#endif
