/* Makes wide code blocks usable with the keyboard. */
#ifndef MARKUP_HTML_HTML_SCROLLABLE_H
#define MARKUP_HTML_HTML_SCROLLABLE_H

#include "base/arena.h"
#include "base/err.h"

/* Puts every <pre>, which the style sheet scrolls sideways, into the tab order (WCAG
 * 2.2, 2.1.1). `html` is output of the sanitiser (markup/html/html_clean.h). *out is
 * `html` itself if it has no <pre>, otherwise a copy in the arena. ERR_NOMEM. */
enum err html_scrollable(struct arena *a, const char *html, const char **out) MUST_USE;

#endif
