#include "site/write.h"

#include "site/search_index.h"

struct writing {
  gate_change *change;
  void *context;
};

static enum err change_and_index(struct store *s, void *context) {
  const struct writing *w = context;
  bool left;
  enum err e = w->change(s, w->context);
  return e ? e : search_index_due(s, &left);
}

enum err site_write(struct site *site, gate_change *change, void *context) {
  struct writing w = {change, context};
  return gate_write(site->store, change_and_index, &w);
}
