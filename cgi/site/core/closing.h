/* When an article stops accepting comments: by its author's decision, by its age and
 * the setting close_after_days, or because the whole site is closed. Nothing about the
 * latter two is stored with the article, so that a change of the setting, or opening
 * the site, closes and opens articles at once. */
#ifndef SITE_CORE_CLOSING_H
#define SITE_CORE_CLOSING_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"

enum closing {
  CLOSING_OPEN,        /* readers may comment */
  CLOSING_UNPUBLISHED, /* readers do not see the article */
  CLOSING_ARTICLE,     /* its author has closed it */
  CLOSING_AGE,
  CLOSING_SITE /* all comments are closed for the time being */
};

/* Finds whether readers may comment on the article at `now`, and why not. Errors of the
 * database. */
enum err closing_find(struct site *site, const struct article *r, int64_t now,
    enum closing *out) MUST_USE;

/* The author's sentence about it; "" if there is none. ERR_NOMEM, errors of the
 * database. */
enum err closing_sentence(struct site *site, struct arena *a, const struct article *r,
    enum closing why, const char **out) MUST_USE;

/* Invalidates the pages of articles that have become too old for comments since the
 * last call, and all pages if the setting has changed. Adds the number of changes to
 * *done. Returns the errors of txn_write. */
enum err closing_due(struct site *site, int64_t now, int *done) MUST_USE;

#endif
