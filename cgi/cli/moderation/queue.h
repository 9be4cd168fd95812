/* The moderation queue without its screen: which comment is shown, what was decided,
 * and how to undo it. Each decision is in the database when its function returns; the
 * queue itself holds nothing that could be lost. */
#ifndef CLI_MODERATION_QUEUE_H
#define CLI_MODERATION_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/model/comment_queue.h"
#include "site/comments/comment_decide.h"
#include "site/core/site.h"

enum { QUEUE_SAID = 300 };

/* Undoes something beyond statuses, such as a block, and writes a sentence about it to
 * `said`, which has QUEUE_SAID bytes; after an error, what went wrong. */
typedef enum err queue_undo(struct site *site, void *context, char *said);

/* {NULL}: nothing. Otherwise `context` is on the heap, and the queue frees it. */
struct queue_step {
  queue_undo *undo;
  void *context;
  int64_t decides; /* ID of the comment that it has decided; 0: none */
};

/* What one key did, and one undo takes back. */
struct queue_act {
  size_t at; /* which comment was shown */
  struct comment_decision *decisions;
  size_t count;
  struct queue_step step;
};

struct queue_entry {
  int64_t id;
  bool decided; /* here or elsewhere: `queue_next` passes it over */
};

struct queue {
  struct site *site;
  struct comment_queue_filter filter;
  struct queue_entry *entries; /* by ID */
  size_t count, capacity;
  size_t at; /* the comment that is shown; `count`: the end */
  struct queue_act *acts;
  size_t act_count, act_capacity;
};

/* Reads the queue. The caller closes it, after an error too. */
enum err queue_open(
    struct queue *q, struct site *site, const struct comment_queue_filter *f) MUST_USE;

void queue_close(struct queue *q);

/* Appends comments that have arrived. *added is how many. */
enum err queue_refresh(struct queue *q, size_t *added) MUST_USE;

/* The ID of the comment that is shown; 0 at the end. */
int64_t queue_current(const struct queue *q);

/* Goes to the next comment that is not decided, or to the end. */
void queue_next(struct queue *q);

/* Goes to the comment before, decided or not. False at the first one. */
bool queue_back(struct queue *q);

/* How many comments are not decided. */
size_t queue_left(const struct queue *q);

/* Marks the comment that is shown as decided, because somebody else did it. */
void queue_pass(struct queue *q);

/* Makes decisions in one transaction, remembers them together with `step` as one act,
 * and goes on to the next comment. *done is how many took effect; `decisions` has each
 * result. After an error nothing has changed, and `step` is still the caller's. */
enum err queue_decide(struct queue *q, struct comment_decision *decisions, size_t count,
    struct queue_step step, size_t *done) MUST_USE;

struct queue_undone {
  size_t restored;       /* comments that have their former status again */
  size_t changed;        /* those that somebody else has changed since */
  char said[QUEUE_SAID]; /* what the step said; "" without one */
};

/* Takes back the last act and shows its comment again. ERR_NOT_FOUND if there is none.
 * After another error it can be tried again. */
enum err queue_undo_last(struct queue *q, struct queue_undone *out) MUST_USE;

#endif
