#include "site/comments/spam_train.h"

#include "base/limits.h"
#include "db/model/comment.h"
#include "db/txn.h"
#include "site/comments/spam_filter.h"

/* Comments in a transaction: a comment that is sent meanwhile waits for one. */
enum { BATCH = 100 };

struct spam_train {
  struct arena *arena;
  int64_t after; /* the last comment that was learned */
  bool is_done;
  struct spam_count learned;
  const struct spam_example *examples;
  size_t count;
};

static enum err spam_train_next(struct db *s, struct spam_train *t) {
  struct comment c;
  arena_reset(t->arena);
  enum err e = comment_by_id(s, t->arena, t->after, &c);
  if (!e)
    e = spam_filter_learn(s, t->arena, &c, c.status);
  if (e)
    return e;
  *(c.status == COMMENT_SPAM ? &t->learned.spam : &t->learned.good) += 1;
  return OK;
}

static enum err spam_train_batch(struct db *s, void *context) {
  struct spam_train *t = context;
  for (int i = 0; i < BATCH; i++) {
    int64_t id;
    enum err e = spam_learned_next(s, t->after, &id);
    if (e == ERR_NOT_FOUND) {
      t->is_done = true;
      return OK;
    }
    if (e)
      return e;
    t->after = id;
    e = spam_train_next(s, t);
    if (e)
      return e;
  }
  return OK;
}

enum err spam_train_comments(struct site *site, struct spam_count *learned) {
  struct spam_train t = {.arena = arena_new(LIMIT_COMMENT_MEMORY)};
  enum err e = t.arena ? OK : ERR_NOMEM;
  *learned = t.learned;
  while (!e && !t.is_done) {
    e = txn_write(site->db, spam_train_batch, &t);
    /* Counted only once it is committed. */
    if (!e)
      *learned = t.learned;
  }
  arena_free(t.arena);
  return e;
}

static enum err spam_train_each(struct db *s, void *context) {
  struct spam_train *t = context;
  enum err e = OK;
  for (size_t i = 0; !e && i < t->count; i++) {
    arena_reset(t->arena);
    e = spam_filter_count(s, t->arena, &t->examples[i].text, t->examples[i].class, 1);
  }
  return e;
}

enum err spam_train_examples(
    struct site *site, const struct spam_example *examples, size_t count) {
  struct spam_train t = {
      .arena = arena_new(LIMIT_COMMENT_MEMORY), .examples = examples, .count = count};
  enum err e = t.arena ? txn_write(site->db, spam_train_each, &t) : ERR_NOMEM;
  arena_free(t.arena);
  return e;
}

static enum err spam_train_forget(struct db *s, void *context) {
  (void)context;
  return spam_word_reset(s);
}

enum err spam_train_reset(struct site *site) {
  return txn_write(site->db, spam_train_forget, NULL);
}
