/* Inside export/: the source of an article with links that do not need its old
 * folder. */
#ifndef EXPORT_EXPORT_BODY_H
#define EXPORT_EXPORT_BODY_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"

/* Puts the addresses that the stored HTML has in place of those in the source of an
 * article of that title, and makes sure that it renders to that HTML then. *out is NULL
 * where it cannot be told which are which. */
enum err export_body(struct arena *a, const struct article_body *body,
    const char *title, const char **out) MUST_USE;

#endif
