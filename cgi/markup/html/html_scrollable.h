/* Makes wide code blocks and tables usable with the keyboard. */
#ifndef MARKUP_HTML_HTML_SCROLLABLE_H
#define MARKUP_HTML_HTML_SCROLLABLE_H

#include "base/arena.h"
#include "base/err.h"

/* Puts what the style sheet scrolls sideways into the tab order (WCAG 2.2, 2.1.1): each
 * <pre>, and each table in a <div> of class "scroll", which `table`, plain text, names
 * for screen readers. `html` is output of the sanitiser (markup/html/html_clean.h).
 * *out is `html` itself if it has neither, otherwise a copy in the arena. ERR_NOMEM. */
enum err html_scrollable(
    struct arena *a, const char *html, const char *table, const char **out) MUST_USE;

#endif
