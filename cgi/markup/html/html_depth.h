/* Inside markup/html only: bounds the nesting of HTML before it is parsed. */
#ifndef MARKUP_HTML_HTML_DEPTH_H
#define MARKUP_HTML_HTML_DEPTH_H

#include <stdbool.h>
#include <stddef.h>

/* True if at most HTML_DEPTH elements can be open at once in the `n` bytes at `html`.
 * May overestimate: tags in comments, scripts and attributes count as well. */
bool html_is_shallow(const char *html, size_t n);

#endif
