/* Readers who get mail about new comments: who follows what, without their
 * addresses. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_FOLLOW_H
#define DB_MODEL_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"

enum follow_scope {
  FOLLOW_NONE,
  FOLLOW_REPLIES, /* what is written below the follower's own comment */
  FOLLOW_ALL      /* every comment on the article */
};

/* The name in forms and in the database: "replies", "all"; "" for FOLLOW_NONE. */
const char *follow_scope_name(enum follow_scope scope);

/* The scope of that name; FOLLOW_NONE for any other, and for NULL. */
enum follow_scope follow_scope_find(const char *name);

struct follow {
  int64_t id, follower_id;
  int64_t article_id;
  int64_t comment_id; /* the follower's own */
  enum follow_scope scope;
  int64_t created_at;
  int64_t confirmed_at; /* 0: waits for the follower's answer */
};

/* Inside txn_write: notes what the sender of a new comment asked for. `proof_id` is a
 * comment that the same browser has proved to have sent with this address, or 0. */
enum err follow_request_add(struct db *s, int64_t comment, const char *email,
    enum follow_scope scope, int64_t proof_id) MUST_USE;

/* What a follower follows, newest first, 100 at most, in the arena. For ROLE_LINK,
 * ROLE_SENDER and ROLE_COMMAND. */
enum err follow_list(struct db *s, struct arena *a, int64_t follower,
    struct follow **out, size_t *count) MUST_USE;

/* One of them. ERR_NOT_FOUND. For ROLE_LINK and ROLE_COMMAND. */
enum err follow_get(struct db *s, int64_t id, struct follow *out) MUST_USE;

/* Inside txn_write, for ROLE_LINK: confirms all that wait of a follower. */
enum err follow_confirm(struct db *s, int64_t follower, int64_t now) MUST_USE;

/* Inside txn_write, for ROLE_LINK: ends one of the follower, or with `id` 0 all, also
 * for ROLE_COMMAND. No error if there is none. */
enum err follow_end(struct db *s, int64_t follower, int64_t id) MUST_USE;

/* Inside txn_write, for ROLE_LINK: ends all of the follower, whose address gets no mail
 * from now on, whatever is asked for with it. With `refused` false that is over. */
enum err follow_refuse(struct db *s, int64_t follower, bool refused) MUST_USE;

/* *out is whether the follower gets no mail. ERR_NOT_FOUND. For ROLE_LINK and
 * ROLE_SENDER. */
enum err follow_is_refused(struct db *s, int64_t follower, bool *out) MUST_USE;

/* Calls `visit` for each confirmed follow of an article. An error of the visitor ends
 * the list and is returned. For ROLE_SENDER. */
typedef enum err follow_visit(void *context, const struct follow *f);
enum err follow_each_of(
    struct db *s, int64_t article, follow_visit *visit, void *context) MUST_USE;

#endif
