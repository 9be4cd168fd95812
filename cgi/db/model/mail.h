/* The queue of mails. What a mail says is written when it is sent (site/mail). Errors
 * beyond those named: db/db.h. */
#ifndef DB_MODEL_MAIL_H
#define DB_MODEL_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"

enum mail_state {
  MAIL_QUEUED,  /* waits for due_at */
  MAIL_SENDING, /* is with the mail system, or was when the sender ended */
  MAIL_SENT,    /* the mail system has accepted it */
  MAIL_FAILED,  /* given up, with a reason */
  MAIL_UNKNOWN, /* it may have been accepted: only a person sends it again */
  MAIL_STATES
};

struct mail {
  int64_t id;
  const char *kind;               /* a name in the table of site/mail/mail_kind.h */
  const char *recipient;          /* an email address */
  int64_t comment_id, subject_id; /* as in struct mail_event */
  enum mail_state state;
  int64_t attempts; /* begun since it was queued */
  int64_t due_at, created_at, changed_at;
  const char *reason;     /* what the mail system said; may be empty */
  const char *message_id; /* without brackets; "" before the first attempt */
};

/* The word for a state: "queued". */
const char *mail_state_name(enum mail_state state);

/* Inside txn_write, by the sender: queues a mail of the kind, recipient, comment and
 * subject of `mail`, due at its due_at, created at its created_at; the other members
 * are ignored. Nobody is told the same twice: if there is such a mail already, nothing
 * happens, and *id is 0. */
enum err mail_add(struct db *s, const struct mail *mail, int64_t *id) MUST_USE;

/* ERR_NOT_FOUND. */
enum err mail_by_id(
    struct db *s, struct arena *a, int64_t id, struct mail *out) MUST_USE;

/* The mail with that Message-ID. ERR_NOT_FOUND. */
enum err mail_by_message_id(
    struct db *s, struct arena *a, const char *message_id, struct mail *out) MUST_USE;

/* The queued mail that has been due for longest at `now`. One whose due_at is after
 * `beyond` is due as well: it is from before the clock was set back. *found is false if
 * none is due. */
enum err mail_due(struct db *s, struct arena *a, int64_t now, int64_t beyond,
    struct mail *out, bool *found) MUST_USE;

/* Calls `visit` for the mails of a state, or of all states with MAIL_STATES, oldest
 * first. An error of the visitor ends the list and is returned. Strings live in `a`,
 * which the visitor may reset. */
typedef enum err mail_visit(void *context, const struct mail *mail);
enum err mail_each(struct db *s, struct arena *a, enum mail_state state,
    mail_visit *visit, void *context) MUST_USE;

/* counts[state] is the number of mails in it. */
enum err mail_count(struct db *s, int64_t counts[MAIL_STATES]) MUST_USE;

/* Inside txn_write: a queued mail goes to the mail system. It keeps the Message-ID of
 * an earlier attempt. ERR_NOT_FOUND if it is not queued any more. */
enum err mail_start(
    struct db *s, int64_t id, const char *message_id, int64_t now) MUST_USE;

/* Inside txn_write: what became of a mail; due_at counts for MAIL_QUEUED. */
enum err mail_set(struct db *s, int64_t id, enum mail_state state, const char *reason,
    int64_t due_at, int64_t now) MUST_USE;

/* Inside txn_write: queues a mail that has failed, or whose fate is unknown, again.
 * ERR_NOT_FOUND if there is none of that ID, ERR_INVALID if it is in another state. */
enum err mail_retry(struct db *s, int64_t id, int64_t now) MUST_USE;

/* Inside txn_write: for a database that comes from a backup. What waits in it may have
 * been sent since, so nobody knows; and what happened then is no news. */
enum err mail_hold_all(struct db *s, int64_t now) MUST_USE;

/* Inside txn_write: removes a mail, whatever its state. */
enum err mail_remove(struct db *s, int64_t id) MUST_USE;

/* Inside txn_write: removes mails that are done with and were last changed before
 * `before`. */
enum err mail_forget(struct db *s, int64_t before) MUST_USE;

/* A number that differs from the one before if another connection has written in
 * between. Costs no read of the file. For the processes that wait for work: ROLE_SENDER
 * and ROLE_LINK. */
enum err mail_data_version(struct db *s, int64_t *out) MUST_USE;

#endif
