/* The email addresses of authors: where comments on their articles are reported. Errors
 * beyond those named: db/db.h. */
#ifndef DB_MODEL_AUTHOR_PRIVATE_H
#define DB_MODEL_AUTHOR_PRIVATE_H

#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"

/* *out is the address of an author, or "" without one. */
enum err author_private_get(
    struct db *s, struct arena *a, int64_t author, const char **out) MUST_USE;

/* Inside txn_write: sets the address of the author with that slug; "" removes it.
 * ERR_NOT_FOUND if there is no such author. */
enum err author_private_set(struct db *s, const char *slug, const char *email) MUST_USE;

/* Calls `visit` for each author, by name. An error of the visitor ends the list and is
 * returned. Strings live in `a`. */
typedef enum err author_private_visit(
    void *context, const char *slug, const char *name, const char *email);
enum err author_private_each(
    struct db *s, struct arena *a, author_private_visit *visit, void *context) MUST_USE;

#endif
