/* The text of an article as the search index reads it. */
#ifndef MARKUP_HTML_SEARCH_TEXT_H
#define MARKUP_HTML_SEARCH_TEXT_H

#include "base/buf.h"
#include "base/err.h"

/* Appends the text of `html`, output of the sanitiser (markup/html/html_clean.h): that
 * of h1 to h6 to `headings`, all other text to `body`. Entities are decoded, white
 * space is folded, each block is a line. ERR_NOMEM. */
enum err search_text_from_html(
    const char *html, struct buf *headings, struct buf *body) MUST_USE;

#endif
