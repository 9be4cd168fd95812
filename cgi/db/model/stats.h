/* Numbers of articles and comments, for ROLE_COMMAND. An error of a visitor ends the
 * walk and is returned. Errors: db/db.h. */
#ifndef DB_MODEL_STATS_H
#define DB_MODEL_STATS_H

#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Receives the time of each public post (`status` is NULL), or the time and status of
 * each comment, in no particular order. */
typedef enum err stats_visit(void *context, int64_t time, const char *status);
enum err stats_posts(struct db *s, stats_visit *visit, void *context) MUST_USE;
enum err stats_comments(struct db *s, stats_visit *visit, void *context) MUST_USE;

/* Receives the number of articles of each type and status. */
typedef enum err stats_count(
    void *context, const char *type, const char *status, int64_t count);
enum err stats_states(struct db *s, stats_count *visit, void *context) MUST_USE;

#endif
