/* The body of an article, in a table of its own, so that lists of articles do not read
 * it. */
#ifndef DB_MODEL_ARTICLE_BODY_H
#define DB_MODEL_ARTICLE_BODY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct db;

struct article_body {
  const char *format;        /* "markdown" or "html" */
  const char *source, *html; /* as the author wrote it; as pages show it */
  int renderer;              /* the version of the renderer that made `html` */
};

/* Reads the body of an article into the arena. ERR_NOT_FOUND. */
enum err article_body_read(
    struct db *s, struct arena *a, int64_t article, struct article_body *out) MUST_USE;

/* Reads the HTML alone, likewise: the source is as long again. */
enum err article_body_html(
    struct db *s, struct arena *a, int64_t article, const char **html) MUST_USE;

/* Reads whole tags and text from the beginning of the HTML, some 20,000 characters at
 * most, into the arena; "" for an article without a body. */
enum err article_body_beginning(
    struct db *s, struct arena *a, int64_t article, char **html) MUST_USE;

/* Adds or replaces the body of an article. Inside txn_write. */
enum err article_body_write(
    struct db *s, int64_t article, const struct article_body *body) MUST_USE;

/* Removes the body, categories and tags of an article, all the rows that must go before
 * the article's own. Inside txn_write. */
enum err article_body_delete(struct db *s, int64_t article) MUST_USE;

#endif
