/* Articles and comments in numbers. Errors: db/db.h. */
#ifndef DB_MODEL_STATS_H
#define DB_MODEL_STATS_H

#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Gets the time of each public post (`status` NULL), or of each comment with its
 * status, in no order. An error ends it and is returned. */
typedef enum err stats_visit(void *context, int64_t time, const char *status);
enum err stats_posts(struct db *s, stats_visit *visit, void *context) MUST_USE;
enum err stats_comments(struct db *s, stats_visit *visit, void *context) MUST_USE;

/* Gets how many articles there are of a type and status. */
typedef enum err stats_count(
    void *context, const char *type, const char *status, int64_t count);
enum err stats_states(struct db *s, stats_count *visit, void *context) MUST_USE;

#endif
