/* What an article's HTML says, in short. */
#ifndef TEXT_EXCERPT_H
#define TEXT_EXCERPT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the running text of sanitised HTML: no headings, code blocks, tables, figures,
 * footnotes; white space folded; cut to about `most` characters at the end of a word
 * (of a grapheme where words have no spaces), then with an ellipsis. */
enum err excerpt_from_html(const char *html, size_t most, struct buf *out) MUST_USE;

/* Minutes to read it, at least 1: 230 words or 500 CJK characters a minute. */
int excerpt_reading_minutes(const char *html);

#endif
