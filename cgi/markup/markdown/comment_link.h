/* Addresses that a reader has typed into a text, as links. */
#ifndef MARKUP_MARKDOWN_COMMENT_LINK_H
#define MARKUP_MARKDOWN_COMMENT_LINK_H

#include <stddef.h>

#include "base/buf.h"

/* Finds the first link from byte `from` on in the `n` bytes at `s`, a line or part of
 * one: an http or https URL that url_is_website accepts, at the start of a word,
 * without punctuation at its end and without a closing bracket that it did not open.
 * Returns its length and sets *at to where it begins; 0 if there is none. Finding all
 * links of a line takes linear time. */
size_t comment_link_find(const char *s, size_t n, size_t from, size_t *at);

/* Appends a link that shows its address. */
void comment_link_put(struct buf *out, const char *s, size_t n);

/* Appends the text escaped, with its links. */
void comment_link_put_text(struct buf *out, const char *s, size_t n);

#endif
