#include "site/publish/article_write.h"

#include <limits.h>

#include "site/publish/related_update.h"
#include "site/publish/search_update.h"

struct writing {
  gate_change *change;
  void *context;
  bool more_follow;
};

static enum err change_and_follow(struct store *s, void *context) {
  const struct writing *w = context;
  bool left;
  enum err e = w->change(s, w->context);
  if (!e)
    e = backlog_batch(s, &search_index_backlog, &left);
  return e || w->more_follow ? e : backlog_batch(s, &relating_backlog, &left);
}

enum err site_write(struct site *site, gate_change *change, void *context) {
  struct writing w = {change, context, false};
  return gate_write(site->store, change_and_follow, &w);
}

enum err site_write_one_of_many(struct site *site, gate_change *change, void *context) {
  struct writing w = {change, context, true};
  return gate_write(site->store, change_and_follow, &w);
}

static enum err rest(struct store *s, int most, int *done) {
  int related = 0;
  enum err e = backlog_rest(s, &search_index_backlog, most, done);
  if (!e)
    e = backlog_rest(s, &relating_backlog, most, &related);
  *done += related;
  return e;
}

enum err site_write_some_rest(struct store *s, int *done) {
  return rest(s, 1, done);
}

enum err site_write_rest(struct store *s) {
  int done;
  return rest(s, INT_MAX, &done);
}
