#include "site/mail/mail_queue.h"

#include <poll.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/txn.h"
#include "site/mail/follow_event.h"
#include "site/mail/mail_kind.h"
#include "site/mail/mail_limit.h"
#include "site/mail/mail_outcome.h"
#include "site/mail/mail_record.h"
#include "site/mail/mail_send.h"
#include "site/mail/person_mail.h"

/* How long mails that are done with stay in the queue: bounces arrive within days. */
#define MAIL_QUEUE_KEPT (30 * CLOCK_DAY)

/* No mail waits for longer than this. One that seems to is from before the clock was
 * set back, and is due. */
#define MAIL_QUEUE_FAR (MAIL_OUTCOME_LONGEST + 2 * CLOCK_HOUR)

/* The queue is looked at this often even if nothing is known to be due, because the
 * clock may leap, and because of the mails that another sender has left. */
#define MAIL_QUEUE_PAUSE (20 * CLOCK_SECOND)

/* While a mail is with the mail system that an earlier sender gave it to. */
#define MAIL_QUEUE_SHORT_PAUSE CLOCK_SECOND

/* After which the outcome of a handover is not awaited any longer. */
#define MAIL_QUEUE_LOST (600 * CLOCK_SECOND)

static bool mail_queue_is_ending(struct mail_queue *q) {
  struct pollfd signals = {q->signals, POLLIN, 0};
  q->is_ending = q->is_ending || (q->signals >= 0 && poll(&signals, 1, 0) > 0);
  return q->is_ending;
}

struct mail_queue_expansion {
  struct mail_queue *queue;
  int64_t now;
  bool done;
};

/* The event goes in the transaction that adds its mails: there is no moment at which
 * both or neither exist. */
static enum err mail_queue_expand_one(struct db *s, void *context) {
  struct mail_queue_expansion *x = context;
  struct mail_event event;
  bool found = false;
  enum err e = mail_event_next(s, x->queue->arena, &event, &found);
  x->done = !found;
  if (e || !found)
    return e;
  const struct mail_kind *kind = mail_kind_find(event.kind);
  if (kind && kind->expand)
    e = kind->expand(x->queue->site, x->queue->arena, &event, x->now);
  return e ? e : mail_event_remove(s, event.id);
}

static enum err mail_queue_expand(struct mail_queue *q, int64_t now) {
  struct mail_queue_expansion x = {q, now, false};
  struct mail_event event;
  bool found = false;
  /* Without a transaction, so that nothing is written when there is nothing to do. */
  enum err e = mail_event_next(q->site->db, q->arena, &event, &found);
  while (!e && found && !x.done && !mail_queue_is_ending(q)) {
    arena_reset(q->arena);
    e = txn_write(q->site->db, mail_queue_expand_one, &x);
  }
  return e;
}

enum { RECOVERED = 100 }; /* far more than the one that a sender can leave */

struct mail_queue_left {
  struct mail mails[RECOVERED];
  size_t count;
};

static enum err mail_queue_note_left(void *context, const struct mail *mail) {
  struct mail_queue_left *left = context;
  if (left->count < RECOVERED)
    left->mails[left->count++] = *mail;
  return OK;
}

/* Mails in the state "sending" are not of this process, which waits for its own. Sets
 * *waits if the mail system still has one. */
static enum err mail_queue_recover(struct mail_queue *q, int64_t now, bool *waits) {
  struct mail_queue_left left = {.count = 0};
  enum err e =
      mail_each(q->site->db, q->arena, MAIL_SENDING, mail_queue_note_left, &left);
  for (size_t i = 0; !e && i < left.count; i++) {
    struct handover_outcome outcome;
    const struct mail *mail = &left.mails[i];
    e = mail_record_read(q->site->dir, mail->id, &outcome);
    /* A process of the mail system that never ends must not hide the mail. */
    if (e == ERR_BUSY && now > mail->changed_at + MAIL_QUEUE_LOST) {
      outcome = (struct handover_outcome){HANDOVER_UNKNOWN, 0, ""};
      e = OK;
    }
    if (!e)
      e = mail_outcome_record(q->site, mail, &outcome, now);
    else if (e == ERR_BUSY) {
      *waits = true;
      e = OK;
    }
  }
  return e;
}

struct mail_queue_delay {
  const struct mail *mail;
  int64_t due_at;
};

static enum err mail_queue_delay(struct db *s, void *context) {
  const struct mail_queue_delay *d = context;
  return mail_set(
      s, d->mail->id, MAIL_QUEUED, d->mail->reason, d->due_at, d->mail->changed_at);
}

/* *next becomes the time to look again if a limit keeps all mails back. */
static enum err mail_queue_send_one(
    struct mail_queue *q, const struct mail *mail, int64_t now, int64_t *next) {
  int64_t wait = 0;
  bool all = false;
  enum err e = mail_limit_check(q->site, mail->recipient, now, &wait, &all);
  if (!e && all) {
    *next = now + wait;
  } else if (!e && wait) {
    struct mail_queue_delay d = {mail, now + wait};
    e = txn_write(q->site->db, mail_queue_delay, &d);
  } else if (!e) {
    e = mail_send(q->site, q->arena, mail, now, q->signals);
  }
  if (e != ERR_BUSY)
    return e;
  /* The database is, or the mail system still has a mail whose wrapper was killed, or
   * the service is to end and the next sender will see how it went. */
  *next = now + MAIL_QUEUE_SHORT_PAUSE;
  return OK;
}

static enum err mail_queue_send(struct mail_queue *q, int64_t now, int64_t *next) {
  enum err e = OK;
  bool found = true;
  while (!e && found && *next > now && !mail_queue_is_ending(q)) {
    struct mail mail;
    arena_reset(q->arena);
    e = mail_due(q->site->db, q->arena, now, now + MAIL_QUEUE_FAR, &mail, &found);
    if (!e && found)
      e = mail_queue_send_one(q, &mail, now, next);
    /* `now` may be a minute old. */
    now = clock_now();
  }
  return e;
}

static enum err mail_queue_forget(struct db *s, void *context) {
  return mail_forget(s, *(const int64_t *)context);
}

/* Once an hour, and again after a clock that was set back. */
static enum err mail_queue_tidy(struct mail_queue *q, int64_t now) {
  int64_t before = now - MAIL_QUEUE_KEPT;
  if (now >= q->tidied && now < q->tidied + CLOCK_HOUR)
    return OK;
  q->tidied = now;
  enum err e = txn_write(q->site->db, mail_queue_forget, &before);
  if (!e)
    e = follow_event_forget(q->site, now);
  return e ? e : person_mail_forget(q->site, now);
}

enum err mail_queue_run(struct mail_queue *q, int64_t now) {
  int64_t version = 0, next = now + MAIL_QUEUE_PAUSE;
  bool waits = false;
  enum err e = mail_data_version(q->site->db, &version);
  if (e)
    return e;
  bool clock_is_odd = q->next > now + MAIL_QUEUE_PAUSE;
  if (version == q->version && now < q->next && !clock_is_odd)
    return OK;
  e = mail_queue_recover(q, now, &waits);
  if (!e)
    e = follow_event_take(q->site, q->arena, now);
  if (!e)
    e = person_mail_take(q->site, q->arena, now);
  if (!e)
    e = mail_queue_expand(q, now);
  if (!e)
    e = mail_queue_send(q, now, &next);
  if (!e && !q->is_ending)
    e = mail_queue_tidy(q, now);
  arena_reset(q->arena);
  /* After a failure everything is tried again when the next call comes. */
  if (e)
    return e;
  q->version = version;
  q->next = waits ? now + MAIL_QUEUE_SHORT_PAUSE : next;
  return OK;
}
