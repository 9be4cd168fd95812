/* Readers who get mail about new comments: what the sender does with their addresses.
 * Everything here is for ROLE_SENDER; what writes, inside txn_write. Errors beyond
 * those named: db/db.h. */
#ifndef DB_MODEL_FOLLOWER_H
#define DB_MODEL_FOLLOWER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"
#include "db/model/follow.h"

/* What the sender of a comment asked for. */
struct follow_request {
  int64_t comment_id, article_id;
  const char *email;
  enum follow_scope scope;
  int64_t proof_id; /* follow_request_add */
};

/* The oldest request whose comment is approved, in the arena. ERR_NOT_FOUND. */
enum err follow_request_next(
    struct db *s, struct arena *a, struct follow_request *out) MUST_USE;

/* Deletes the request that came with a comment. */
enum err follow_request_remove(struct db *s, int64_t comment) MUST_USE;

/* *out is the follower with that address, which is added if there is none. Letters of
 * ASCII compare without case, as people type them. */
enum err follower_find_or_add(struct db *s, const char *email, int64_t *out) MUST_USE;

/* *out is the follower with that address; 0 if there is none. */
enum err follower_find(struct db *s, const char *email, int64_t *out) MUST_USE;

/* Adds a follow unless there is one that came with the same comment. `id` is ignored.
 */
enum err follow_add(struct db *s, const struct follow *f) MUST_USE;

/* Whether the follower has confirmed one that came with that comment. */
enum err follow_is_confirmed(
    struct db *s, int64_t follower, int64_t comment, bool *out) MUST_USE;

/* A follower who has something to confirm and was not asked between `since` and `now`.
 * ERR_NOT_FOUND. */
enum err follower_to_ask(
    struct db *s, int64_t since, int64_t now, int64_t *out) MUST_USE;
enum err follower_set_asked(struct db *s, int64_t follower, int64_t now) MUST_USE;

/* The address as it was written, in the arena. ERR_NOT_FOUND. */
enum err follower_email(
    struct db *s, struct arena *a, int64_t follower, const char **out) MUST_USE;

/* Deletes what was not confirmed and is older than `waiting`, and the addresses of
 * those who follow nothing any longer and were last asked before `asked`, so that
 * nobody is asked twice in that time. */
enum err follow_expire(struct db *s, int64_t waiting, int64_t asked) MUST_USE;

#endif
