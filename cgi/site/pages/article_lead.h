/* Inside site/pages only: the lead of an article, the sentence between title and text.
 */
#ifndef SITE_PAGES_ARTICLE_LEAD_H
#define SITE_PAGES_ARTICLE_LEAD_H

#include "base/arena.h"
#include "base/err.h"

/* *out becomes `excerpt` if its author wrote it; NULL if it is empty or repeats the
 * beginning of the text of `html`, the sanitiser's output. Uses the arena. ERR_NOMEM.
 */
enum err article_lead_find(
    struct arena *a, const char *excerpt, const char *html, const char **out) MUST_USE;

#endif
