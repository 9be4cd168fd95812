/* All public articles by id, in parts, for the sitemap. Errors: db/db.h. */
#ifndef DB_MODEL_SITEMAP_H
#define DB_MODEL_SITEMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* The ids of a part: part 1 has the ids 1 to 5000. The index of schema/0010_sitemap.sql
 * has the same number. sitemaps.org allows 50,000 URLs in a file, but writing that many
 * would take a tenth of a second. */
enum { SITEMAP_PART = 5000 };

/* Calls `visit` for each public article of a part, with its permalink, when its text
 * was last changed, and its ID. An error of the visitor ends the walk and is returned.
 */
typedef enum err sitemap_visit(
    void *context, const char *permalink, int64_t changed, int64_t id);
enum err sitemap_each(
    struct db *s, int64_t part, sitemap_visit *visit, void *context) MUST_USE;

/* Reads a number that every change to the database changes, whichever program makes it.
 */
enum err sitemap_state(struct db *s, int64_t *out) MUST_USE;

/* Moves *part to the first part above it that has public articles, and says when the
 * last of them changed. At the end *found is false. Costs the same however many there
 * are. */
enum err sitemap_next(
    struct db *s, bool *found, int64_t *part, int64_t *changed) MUST_USE;

#endif
