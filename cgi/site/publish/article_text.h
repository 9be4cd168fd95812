/* An article as the text its author would write: front matter and body. */
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
  struct front_matter matter; /* values that equal the default are left out */
  const char *format;         /* of the body: "markdown" or "html" */
  const char *body;           /* as written */
};

/* Reads an article into the arena. ERR_NOT_FOUND. */
enum err article_text_read(
    struct site *site, struct arena *a, int64_t id, struct article_text *out) MUST_USE;

/* Returns the whole text, ending with a newline, in the arena; import/compose/compose.h
 * reads it back. NULL when out of memory. */
char *article_text_make(struct arena *a, const struct article_text *t);

#endif
