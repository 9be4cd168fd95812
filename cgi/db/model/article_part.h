/* What pages show instead of parts of an article: code with colours, formulas,
 * diagrams. */
#ifndef DB_MODEL_ARTICLE_PART_H
#define DB_MODEL_ARTICLE_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct db;

/* The members are those of struct rich_piece (markup/rich/rich.h). */
struct article_part {
  int64_t number, size;
  bool is_whole;
  const char *html;
};

/* Reads those of an article in order, into the arena; *count becomes 0 if it has none.
 * ERR_NOMEM, errors of the database. */
enum err article_part_read(struct db *s, struct arena *a, int64_t article,
    const struct article_part **out, size_t *count) MUST_USE;

/* Adds one. Inside txn_write. */
enum err article_part_add(
    struct db *s, int64_t article, const struct article_part *part) MUST_USE;

/* Removes all of an article. Inside txn_write. */
enum err article_part_clear(struct db *s, int64_t article) MUST_USE;

#endif
