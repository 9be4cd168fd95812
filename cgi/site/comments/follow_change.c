#include "site/comments/follow_change.h"

#include "db/model/follow.h"
#include "db/txn.h"

struct follow_change_run {
  int64_t follower, follow, now;
  enum follow_action action;
};

static enum err follow_change_store(struct db *s, void *context) {
  const struct follow_change_run *r = context;
  switch (r->action) {
  case FOLLOW_LOOK:
    break;
  case FOLLOW_CONFIRM:
    return follow_confirm(s, r->follower, r->now);
  case FOLLOW_STOP:
    return follow_end(s, r->follower, r->follow);
  case FOLLOW_STOP_ALL:
    return follow_end(s, r->follower, 0);
  case FOLLOW_REFUSE:
    return follow_refuse(s, r->follower, true);
  case FOLLOW_ACCEPT:
    return follow_refuse(s, r->follower, false);
  }
  return OK;
}

enum err follow_change(struct site *site, int64_t follower, enum follow_action action,
    int64_t follow, int64_t now) {
  struct follow_change_run run = {follower, follow, now, action};
  /* follow_end takes 0 for all of them. */
  if (action == FOLLOW_LOOK || (action == FOLLOW_STOP && !follow))
    return OK;
  return txn_write(site->db, follow_change_store, &run);
}

enum err follow_change_find(struct site *site, int64_t follow, int64_t *out) {
  struct follow f = {0};
  enum err e = follow_get(site->db, follow, &f);
  if (e && e != ERR_NOT_FOUND)
    return e;
  *out = f.follower_id;
  return OK;
}
