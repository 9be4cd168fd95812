/* The queue of Webmentions: pages of others to read, and sites to notify. Errors beyond
 * those named: db/db.h. */
#ifndef DB_MODEL_WEBMENTION_H
#define DB_MODEL_WEBMENTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"

enum webmention_state { WEBMENTION_QUEUED, WEBMENTION_DONE, WEBMENTION_FAILED };

struct webmention {
  int64_t id;
  bool sends; /* we notify the site of `target`; else it was sent to us */
  const char *source, *target;
  int64_t article_id;
  int64_t attempts; /* ended since it was queued */
  int64_t created_at;
};

/* Inside txn_write: queues it at once. One that was received before is queued again,
 * because its page may have changed; one that was sent before is not. `id` and
 * `attempts` are ignored. */
enum err webmention_add(struct db *s, const struct webmention *w, int64_t now) MUST_USE;

/* *out is how many wait that were received. */
enum err webmention_waiting(struct db *s, int64_t *out) MUST_USE;

/* The one that has been due for longest, in the arena. ERR_NOT_FOUND. For
 * ROLE_LINK. */
enum err webmention_due(
    struct db *s, struct arena *a, int64_t now, struct webmention *out) MUST_USE;

/* Inside txn_write: ends an attempt; due_at counts for WEBMENTION_QUEUED. For
 * ROLE_LINK. */
enum err webmention_set(struct db *s, int64_t id, enum webmention_state state,
    const char *reason, int64_t due_at) MUST_USE;

/* The changes up to which articles were examined for links; 0: none yet. For
 * ROLE_LINK. */
enum err webmention_change(struct db *s, int64_t *out) MUST_USE;
enum err webmention_set_change(struct db *s, int64_t change) MUST_USE;

/* The number of the database's last change. For ROLE_LINK. */
enum err webmention_last_change(struct db *s, int64_t *out) MUST_USE;

/* Calls `visit` for each article that has changed after that change. An error of the
 * visitor ends the list and is returned. For ROLE_LINK. */
typedef enum err webmention_visit(void *context, int64_t article);
enum err webmention_each_changed(
    struct db *s, int64_t after, webmention_visit *visit, void *context) MUST_USE;

/* The comment that shows a page, of the article; 0: none. */
enum err webmention_comment(
    struct db *s, int64_t article, const char *source_key, int64_t *out) MUST_USE;

#endif
