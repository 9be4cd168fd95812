#include "cli/moderation/queue.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static enum err queue_add(void *context, int64_t id) {
  struct queue *q = context;
  struct queue_entry *entries =
      array_grow(q->entries, q->count, &q->capacity, sizeof *entries);
  if (!entries)
    return ERR_NOMEM;
  q->entries = entries;
  q->entries[q->count++] = (struct queue_entry){id, false};
  return OK;
}

enum err queue_refresh(struct queue *q, size_t *added) {
  size_t before = q->count;
  int64_t last = before ? q->entries[before - 1].id : 0;
  enum err e = comment_queue_after(q->site->db, &q->filter, last, queue_add, q);
  if (e)
    q->count = before;
  else
    *added = q->count - before;
  return e;
}

enum err queue_open(
    struct queue *q, struct site *site, const struct comment_queue_filter *f) {
  size_t added;
  *q = (struct queue){.site = site, .filter = *f};
  return queue_refresh(q, &added);
}

static void queue_act_free(struct queue_act *act) {
  free(act->decisions);
  free(act->step.context);
}

void queue_close(struct queue *q) {
  for (size_t i = 0; i < q->act_count; i++)
    queue_act_free(&q->acts[i]);
  free(q->acts);
  free(q->entries);
}

int64_t queue_current(const struct queue *q) {
  return q->at < q->count ? q->entries[q->at].id : 0;
}

void queue_next(struct queue *q) {
  if (q->at < q->count)
    q->at++;
  while (q->at < q->count && q->entries[q->at].decided)
    q->at++;
}

bool queue_back(struct queue *q) {
  if (q->at == 0)
    return false;
  q->at--;
  return true;
}

size_t queue_left(const struct queue *q) {
  size_t left = 0;
  for (size_t i = 0; i < q->count; i++)
    left += !q->entries[i].decided;
  return left;
}

void queue_pass(struct queue *q) {
  if (q->at < q->count)
    q->entries[q->at].decided = true;
}

static int queue_compare(const void *key, const void *entry) {
  const int64_t *id = key;
  const struct queue_entry *e = entry;
  return (*id > e->id) - (*id < e->id);
}

/* A comment that was found by likeness may have arrived after the last look at the
 * queue: it is then not in it yet. */
static void queue_mark(struct queue *q, int64_t id, bool decided) {
  struct queue_entry *found =
      q->count ? bsearch(&id, q->entries, q->count, sizeof *q->entries, queue_compare)
               : NULL;
  if (found)
    found->decided = decided;
}

/* Keeps those that took effect: only they can be undone. */
static void queue_keep(
    struct queue_act *act, const struct comment_decision *decisions, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (decisions[i].result == COMMENT_DECIDED && decisions[i].from != decisions[i].to)
      act->decisions[act->count++] = decisions[i];
}

enum err queue_decide(struct queue *q, struct comment_decision *decisions, size_t count,
    struct queue_step step, size_t *done) {
  struct queue_act act = {.at = q->at, .step = step};
  /* Memory first: a decision that is made can then always be undone. */
  struct queue_act *acts =
      array_grow(q->acts, q->act_count, &q->act_capacity, sizeof *acts);
  if (!acts)
    return ERR_NOMEM;
  q->acts = acts;
  act.decisions = calloc(count ? count : 1, sizeof *decisions);
  if (!act.decisions)
    return ERR_NOMEM;
  enum err e = count ? comment_decide(q->site, decisions, count, done) : OK;
  if (e) {
    free(act.decisions);
    return e;
  }
  if (!count)
    *done = 0;
  queue_keep(&act, decisions, count);
  for (size_t i = 0; i < count; i++)
    queue_mark(q, decisions[i].id, true);
  if (step.decides)
    queue_mark(q, step.decides, true);
  if (act.count || step.undo)
    q->acts[q->act_count++] = act;
  else
    free(act.decisions);
  if (count || step.decides)
    queue_next(q);
  return OK;
}

static enum err queue_restore(
    struct queue *q, struct queue_act *act, struct queue_undone *out) {
  struct comment_decision *back = calloc(act->count + 1, sizeof *back);
  size_t done = 0;
  if (!back)
    return ERR_NOMEM;
  for (size_t i = 0; i < act->count; i++)
    back[i] = (struct comment_decision){.id = act->decisions[i].id,
        .from = act->decisions[i].to,
        .to = act->decisions[i].from};
  enum err e = act->count ? comment_decide(q->site, back, act->count, &done) : OK;
  for (size_t i = 0; !e && i < act->count; i++)
    if (back[i].result == COMMENT_DECIDED)
      queue_mark(q, back[i].id, back[i].to != q->filter.status);
  free(back);
  out->restored = done;
  out->changed = act->count - done;
  return e;
}

enum err queue_undo_last(struct queue *q, struct queue_undone *out) {
  *out = (struct queue_undone){.restored = 0};
  if (!q->act_count)
    return ERR_NOT_FOUND;
  struct queue_act *act = &q->acts[q->act_count - 1];
  enum err e = OK;
  if (act->step.undo)
    e = act->step.undo(q->site, act->step.context, out->said);
  if (e)
    return e;
  if (act->step.undo && act->step.decides)
    queue_mark(q, act->step.decides, false);
  /* If the rest fails, the step is not undone a second time. */
  act->step.undo = NULL;
  e = queue_restore(q, act, out);
  if (e)
    return e;
  q->at = act->at;
  queue_act_free(act);
  q->act_count--;
  return OK;
}
