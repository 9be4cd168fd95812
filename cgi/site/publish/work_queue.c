#include "site/publish/work_queue.h"

#include "db/txn.h"

/* The next article is looked up after each, because doing one removes its note. An
 * article that fails ends the batch and rolls the transaction back; it is the first one
 * again next time. */
enum err work_queue_batch(struct db *s, const struct work_queue *queue, bool *left) {
  bool found = false;
  int64_t id = 0;
  enum err e = queue->next(s, &found, &id);
  *left = false;
  if (e || !found)
    return e;
  /* One arena, reset before each article: what the batch needs is what its largest
   * article needs. */
  struct arena *a = arena_new(queue->memory);
  /* `begin` writes, so it is called only if something is due. */
  e = !a ? ERR_NOMEM : queue->begin ? queue->begin(s) : OK;
  for (int i = 0; !e && found && i < WORK_QUEUE_BATCH; i++) {
    arena_reset(a);
    e = queue->one(s, a, id);
    if (!e)
      e = queue->next(s, &found, &id);
  }
  arena_free(a);
  *left = !e && found;
  return e;
}

struct batch {
  const struct work_queue *queue;
  bool left;
};

static enum err work_queue_do_batch(struct db *s, void *context) {
  struct batch *b = context;
  return work_queue_batch(s, b->queue, &b->left);
}

enum err work_queue_rest(
    struct db *s, const struct work_queue *queue, int most, int *done) {
  struct batch b = {queue, false};
  int64_t id;
  *done = 0;
  /* Asked outside of a transaction: usually nothing is due, and no write is begun. */
  enum err e = queue->next(s, &b.left, &id);
  for (; !e && b.left && *done < most; ++*done)
    e = txn_write(s, work_queue_do_batch, &b);
  return e;
}
