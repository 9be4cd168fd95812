/* Readers who follow comments, for tests. */
#ifndef S_SUPPORT_SUPPORT_FOLLOW_H
#define S_SUPPORT_SUPPORT_FOLLOW_H

#include "db/model/follower.h"
#include "support_site.h"

struct support_follow {
  const char *email;
  struct follow follow; /* its id and follower_id are set */
};

static enum err support_follow_store(struct db *s, void *context) {
  struct support_follow *f = context;
  enum err e = follower_find_or_add(s, f->email, &f->follow.follower_id);
  return e ? e : follow_add(s, &f->follow);
}

/* Adds what `f` says. Fails the test on an error. */
static inline void support_follow(struct site *sender, struct support_follow *f) {
  assert_err(txn_write(sender->db, support_follow_store, f), OK);
}

#endif
