/* Readers who ask for a copy of what is stored about them, or to erase it. What writes
 * runs inside txn_write. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_PERSON_REQUEST_H
#define DB_MODEL_PERSON_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"

enum person_wish { PERSON_WISH_COPY, PERSON_WISH_ERASE };

struct person_request {
  int64_t id;
  const char *address; /* as it is compared (markup/names/email_fold.h) */
  enum person_wish wish;
  int64_t created_at;
};

/* The word for a wish in forms and in the database: "copy", "erase"; and back: false
 * for other words, and for NULL. */
const char *person_wish_name(enum person_wish wish);
bool person_wish_find(const char *name, enum person_wish *out);

/* As ROLE_WEB: adds a request; its `id` is ignored. */
enum err person_request_add(struct db *s, const struct person_request *r) MUST_USE;

/* As ROLE_SENDER: the oldest request that was not answered, in the arena.
 * ERR_NOT_FOUND. */
enum err person_request_next(
    struct db *s, struct arena *a, struct person_request *out) MUST_USE;

/* As ROLE_SENDER: whether the address was sent a link between `since` and `now`. */
enum err person_request_was_mailed(
    struct db *s, const char *address, int64_t since, int64_t now, bool *out) MUST_USE;

/* As ROLE_SENDER: a link to it was queued. */
enum err person_request_set_mailed(struct db *s, int64_t id, int64_t now) MUST_USE;

/* As ROLE_SENDER. */
enum err person_request_remove(struct db *s, int64_t id) MUST_USE;

/* As ROLE_SENDER: removes those from before `before`, and from after `after`, which are
 * from before the clock was set back. */
enum err person_request_expire(struct db *s, int64_t before, int64_t after) MUST_USE;

/* As ROLE_SENDER or ROLE_PERSON: ERR_NOT_FOUND. */
enum err person_request_by_id(
    struct db *s, struct arena *a, int64_t id, struct person_request *out) MUST_USE;

#endif
