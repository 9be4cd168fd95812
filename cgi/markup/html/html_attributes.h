/* Inside markup/html only: bounds the attributes of tags before HTML is parsed. */
#ifndef MARKUP_HTML_HTML_ATTRIBUTES_H
#define MARKUP_HTML_HTML_ATTRIBUTES_H

#include <stddef.h>

#include "base/err.h"

/* Returns OK if no tag in the `n` bytes at `html` has more than (a small multiple of)
 * HTML_ATTRIBUTES attributes, otherwise ERR_INVALID: the parser compares each attribute
 * with all before it. Everything that could be a tag counts as one, also in comments
 * and scripts. ERR_NOMEM. */
enum err html_check_attributes(const char *html, size_t n) MUST_USE;

#endif
