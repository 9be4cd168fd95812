/* Inside db/ only: an article's body, which stands in a table of its own. */
#ifndef DB_MODEL_ARTICLE_BODY_H
#define DB_MODEL_ARTICLE_BODY_H

#include <stdint.h>

#include "base/err.h"
#include "db/model/article.h"

/* Adds or replaces the body of an article. */
enum err article_write_body(
    struct db *s, int64_t id, const struct article_body *body) MUST_USE;

/* Removes the body and the terms of an article. */
enum err article_delete_body(struct db *s, int64_t id) MUST_USE;

#endif
