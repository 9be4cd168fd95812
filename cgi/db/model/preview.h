/* How often the preview links of an article were revoked (site/core/preview_link.h). */
#ifndef DB_MODEL_PREVIEW_H
#define DB_MODEL_PREVIEW_H

#include <stdint.h>

#include "base/err.h"

struct db;

/* 0 for an article whose links were never revoked, and for none. Errors of the
 * database. */
enum err preview_revoked(struct db *s, int64_t article, int64_t *out) MUST_USE;

/* When the article was created, in microseconds; 0 for none. Errors of the database. */
enum err preview_created(struct db *s, int64_t article, int64_t *out) MUST_USE;

/* Raises the number by one. Inside txn_write. */
enum err preview_revoke(struct db *s, int64_t article) MUST_USE;

#endif
