/* Code that is wider than the page, for readers without a mouse. */
#ifndef MARKUP_HTML_HTML_SCROLLABLE_H
#define MARKUP_HTML_HTML_SCROLLABLE_H

#include "base/arena.h"
#include "base/err.h"

/* `html`, which the sanitiser has written (markup/html/html_clean.h), with every <pre>,
 * which the style sheet lets scroll sideways, in the order of Tab (WCAG 2.2, 2.1.1).
 * *out is `html` itself where there is none, else lives in the arena. ERR_NOMEM. */
enum err html_scrollable(struct arena *a, const char *html, const char **out) MUST_USE;

#endif
