/* Inside store/ only: an article's body, which stands in a table of its own. */
#ifndef STORE_BODY_H
#define STORE_BODY_H

#include <stdint.h>

#include "base/err.h"
#include "store/article.h"

/* Adds or replaces the body of an article. */
enum err article_write_body(
    struct store *s, int64_t id, const struct article_body *body) MUST_USE;

/* Removes the body and the terms of an article. */
enum err article_delete_body(struct store *s, int64_t id) MUST_USE;

#endif
