/* Inside export only: the source of an article with links that do not depend on its old
 * folder. */
#ifndef EXPORT_EXPORT_BODY_H
#define EXPORT_EXPORT_BODY_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"

/* Replaces the URLs in the source of an article with that title by those of the stored
 * HTML, and verifies that the result renders to that HTML. *out is NULL if the URLs
 * cannot be matched. ERR_NOMEM. */
enum err export_body(struct arena *a, const struct article_body *body,
    const char *title, const char **out) MUST_USE;

#endif
