/* An article of the database as the text its author would write: front matter and
 * body. */
#ifndef SITE_PUBLISH_ARTICLE_TEXT_H
#define SITE_PUBLISH_ARTICLE_TEXT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "markup/frontmatter/front_matter.h"
#include "site/core/site.h"

struct article_text {
  struct article row;
  struct front_matter matter; /* without what would be the same if it said nothing */
  const char *format;         /* of the body: "markdown" or "html" */
  const char *body;           /* as written */
};

/* Reads an article, in the arena. ERR_NOT_FOUND. */
enum err article_text_read(
    struct site *site, struct arena *a, int64_t id, struct article_text *out) MUST_USE;

/* All of it as one text, ending in a line end. import/compose/compose.h takes it back.
 * NULL when memory is out. */
char *article_text_make(struct arena *a, const struct article_text *t);

#endif
