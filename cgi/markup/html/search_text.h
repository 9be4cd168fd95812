/* What search reads of an article. */
#ifndef MARKUP_HTML_SEARCH_TEXT_H
#define MARKUP_HTML_SEARCH_TEXT_H

#include "base/buf.h"
#include "base/err.h"

/* Adds the text of `html`, which the sanitiser has written (markup/html/html_clean.h):
 * that of h1 to h6 to `headings`, all else to `body`; entities decoded, white space
 * folded, a line for each block. ERR_NOMEM. */
enum err search_text_from_html(
    const char *html, struct buf *headings, struct buf *body) MUST_USE;

#endif
