/* Terms readers can see: those that hold published posts. Errors beyond those named:
 * db/db.h. */
#ifndef DB_MODEL_TERM_PUBLIC_H
#define DB_MODEL_TERM_PUBLIC_H

#include "db/model/term.h"

/* Those among the `most` terms whose slugs are the first from `slug` on, in the order
 * of their bytes, and among the `most` before it; of categories it is their paths. In
 * the arena, `parent_id` not read; `out` has room for twice as many, *count becomes how
 * many there are. */
enum err term_public_around(struct db *s, struct arena *a, enum term_kind kind,
    const char *slug, size_t most, struct term *out, size_t *count) MUST_USE;

#endif
