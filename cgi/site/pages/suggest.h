/* Inside site/: what a reader may have meant by an address that leads nowhere. */
#ifndef SITE_PAGES_SUGGEST_H
#define SITE_PAGES_SUGGEST_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "view/view_models.h"

/* The words of the last part of `path`, decoded, as somebody would type them to search
 * for it; NULL where it has none. ERR_NOMEM. */
enum err suggest_words(struct arena *a, const char *path, const char **out) MUST_USE;

/* Links to what is public, the nearest first, five at most. Below /category/, /tag/ and
 * /author/ to terms, by their slug; else to articles: those whose slug is a few letters
 * from the last part of `path`; else those whose slug begins with it, and those with
 * all its words in their title. Where there is none, those whose slug is near the part
 * before, up to the third from the end. None below /assets/ and /media/. Looks at a
 * bounded number of terms and articles, whatever is asked. ERR_NOMEM, the database's
 * errors. */
enum err suggest_find(struct site *site, struct arena *a, const char *path,
    struct view_links *out) MUST_USE;

#endif
