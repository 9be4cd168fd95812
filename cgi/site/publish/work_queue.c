#include "site/publish/work_queue.h"

#include "db/txn.h"

enum err backlog_batch(struct store *s, const struct backlog *backlog, bool *left) {
  int64_t id = 0;
  enum err e = backlog->next(s, &id);
  *left = false;
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  struct arena *a = arena_new(backlog->memory);
  e = !a ? ERR_NOMEM : backlog->begin ? backlog->begin(s) : OK;
  for (int i = 0; !e && i < BACKLOG_BATCH; i++) {
    arena_reset(a);
    e = backlog->one(s, a, id);
    if (!e)
      e = backlog->next(s, &id);
  }
  arena_free(a);
  *left = !e;
  return e == ERR_NOT_FOUND ? OK : e;
}

struct batch {
  const struct backlog *backlog;
  bool left;
};

static enum err do_batch(struct store *s, void *context) {
  struct batch *b = context;
  return backlog_batch(s, b->backlog, &b->left);
}

enum err backlog_rest(
    struct store *s, const struct backlog *backlog, int most, int *done) {
  struct batch b = {backlog, true};
  int64_t id;
  *done = 0;
  enum err e = backlog->next(s, &id);
  for (; !e && b.left && *done < most; ++*done)
    e = gate_write(s, do_batch, &b);
  return e == ERR_NOT_FOUND ? OK : e;
}
