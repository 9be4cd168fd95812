/* What happened that people may want to be told by mail. Every writer adds events;
 * the sender turns them into mails. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_MAIL_EVENT_H
#define DB_MODEL_MAIL_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"

/* The kind of the event that a reader has sent a comment, or (subject_id: the time) has
 * changed one so that it is held now. */
#define MAIL_EVENT_COMMENT "comment"

struct mail_event {
  int64_t id;
  const char *kind;   /* a name in the table of site/mail/mail_kind.h */
  int64_t comment_id; /* 0: it is not about a comment */
  int64_t subject_id; /* what else it is about, as the kind has it; 0: nothing */
  int64_t created_at;
};

/* Inside txn_write: adds an event; its `id` is ignored. Every role may do this. */
enum err mail_event_add(struct db *s, const struct mail_event *event) MUST_USE;

/* *found is whether there is an event, and *out is the oldest one. */
enum err mail_event_next(
    struct db *s, struct arena *a, struct mail_event *out, bool *found) MUST_USE;

/* Inside txn_write: removes an event. */
enum err mail_event_remove(struct db *s, int64_t id) MUST_USE;

#endif
