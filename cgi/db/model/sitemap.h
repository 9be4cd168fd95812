/* What readers may read, in the order of ids, for machines that want all of it. Errors:
 * db/db.h. */
#ifndef DB_MODEL_SITEMAP_H
#define DB_MODEL_SITEMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Ids of a part; an index of the schema has the number, too. 50,000 are allowed, which
 * would take a tenth of a second to write. */
enum { SITEMAP_PART = 5000 };

/* Calls `visit` for each public article of a part, that with the ids from 1 on being
 * part 1: its address, and when its text changed last. What it returns ends the walk
 * where it is not OK, and is returned. */
typedef enum err sitemap_visit(void *context, const char *permalink, int64_t changed);
enum err sitemap_each(
    struct db *s, int64_t part, sitemap_visit *visit, void *context) MUST_USE;

/* A number that is another one after every change of the database. */
enum err sitemap_state(struct db *s, int64_t *out) MUST_USE;

/* Moves *part to the first part above it that has public articles, and says when the
 * last of them changed. At the end *found is false. Costs the same however many there
 * are. */
enum err sitemap_next(
    struct db *s, bool *found, int64_t *part, int64_t *changed) MUST_USE;

#endif
