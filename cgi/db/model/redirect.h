/* Redirects from any path to any other address. Paths are decoded UTF-8 with slashes at
 * both ends, targets are percent-encoded. What writes must be called inside txn_write.
 * Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_REDIRECT_H
#define DB_MODEL_REDIRECT_H

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

/* Finds the target of `path`, in the arena. ERR_NOT_FOUND. */
enum err redirect_find(
    struct db *s, struct arena *a, const char *path, const char **target) MUST_USE;

/* Adds a redirect, or changes its target. */
enum err redirect_set(struct db *s, const char *path, const char *target) MUST_USE;

/* Removes a redirect. ERR_NOT_FOUND. */
enum err redirect_delete(struct db *s, const char *path) MUST_USE;

/* Calls `visit` for every redirect in byte order of its path. An error of the visitor
 * ends the walk and is returned. */
typedef enum err redirect_visit(void *context, const char *path, const char *target);
enum err redirect_each(struct db *s, redirect_visit *visit, void *context) MUST_USE;

#endif
