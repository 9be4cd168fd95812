/* Where forms wait for a worker: readers who only want a page are answered first, and
 * while some workers are busy with forms, the others are not. All workers share the
 * queue; a form in it survives the end of any of them. Those that a worker has taken,
 * at most FORM_QUEUE_GROUP, are lost with it: none of them was acknowledged. */
#ifndef WEB_FORM_QUEUE_H
#define WEB_FORM_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "http/fastcgi.h"

enum {
  FORM_QUEUE_GROUP = 32, /* forms that are taken together at most */
  /* Bytes of a group: the next form is not taken any more. Memory that is needed for
   * them is a multiple. */
  FORM_QUEUE_BYTES = 512 * 1024,
  /* The only worker has readers as well. */
  FORM_QUEUE_ALONE = 8,
  /* While the oldest form has waited for longer, none is added: it would wait as long,
   * and its reader is better off with an answer. */
  FORM_QUEUE_WAIT_MS = 5000
};

/* Opened before the workers are started, which inherit it. */
struct form_queue {
  int in, out;  /* the ends of the queue; `out` is for poll(2) */
  int turns;    /* a file whose locked bytes are the workers that are busy with forms */
  int most;     /* how many may be; set by form_queue_share */
  size_t group; /* forms that are taken together; also set by it */
  int turn;     /* of this process; -1: none */
  int64_t wait; /* microseconds: FORM_QUEUE_WAIT_MS, but tests change it */
};

/* ERR_IO if the system has no descriptors or memory left. */
enum err form_queue_open(struct form_queue *q) MUST_USE;

/* Lets half of `workers` answer forms at the same time, but at least one. */
void form_queue_share(struct form_queue *q, int workers);

/* Puts a complete request into the queue, and closes it here. ERR_OVERLOAD: too many
 * are there, or they wait for too long; ERR_IO. Then it stays here. */
enum err form_queue_put(const struct form_queue *q, struct fastcgi *f) MUST_USE;

/* Takes a turn to answer a form that is not in the queue. Returns true if no form is in
 * the queue and a turn is free: then form_queue_done has to follow. */
bool form_queue_begin(struct form_queue *q);

/* Takes the oldest requests that are there, and never waits for more. Sets *count,
 * which is at least 1 after OK; then form_queue_done has to follow. ERR_BUSY if as many
 * workers as may be are busy with forms. Otherwise: fastcgi_take. */
enum err form_queue_take(struct form_queue *q, struct fastcgi *out[FORM_QUEUE_GROUP],
    size_t *count) MUST_USE;

/* What was taken, or begun, has been answered. */
void form_queue_done(struct form_queue *q);

void form_queue_close(struct form_queue *q);

#endif
