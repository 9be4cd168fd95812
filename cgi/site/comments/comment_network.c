#include "site/comments/comment_network.h"

#include "base/limits.h"
#include "base/network.h"
#include "db/model/blocked_network.h"
#include "db/model/comment.h"
#include "db/model/comment_queue.h"
#include "db/txn.h"

/* A single customer usually gets 2^64 addresses of IPv6. The hash is keyed: without the
 * site's secret the four billion IPv4 addresses could simply be tried. */
bool comment_network_hash(
    const struct site *site, const char *address, uint8_t out[CRYPT_HASH]) {
  struct network_address a;
  if (!address || !network_address_read(address, &a))
    return false;
  if (network_address_is_ipv4(&a))
    crypt_keyed_hash(db_secret(site->db), a.bytes + 12, 4, out);
  else
    crypt_keyed_hash(db_secret(site->db), a.bytes, 8, out);
  return true;
}

struct comment_network_change {
  int64_t comment, now, id;
};

static enum err comment_network_exists(struct db *s, int64_t comment) {
  struct comment c;
  struct arena *a = arena_new(LIMIT_COMMENT_MEMORY);
  enum err e = a ? comment_by_id(s, a, comment, &c) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static enum err comment_network_add(struct db *s, void *context) {
  struct comment_network_change *c = context;
  uint8_t network[CRYPT_HASH];
  bool known = false;
  enum err e = comment_queue_network(s, c->comment, network, &known);
  /* Told apart only now, because nearly always the network is known. */
  if (!e && !known)
    e = comment_network_exists(s, c->comment);
  if (!e && !known)
    e = ERR_GONE;
  return e ? e : blocked_network_add(s, network, c->now, &c->id);
}

enum err comment_network_block(
    struct site *site, int64_t comment, int64_t now, int64_t *id) {
  struct comment_network_change c = {comment, now, 0};
  enum err e = txn_write(site->db, comment_network_add, &c);
  if (c.id)
    *id = c.id;
  return e;
}

static enum err comment_network_remove(struct db *s, void *context) {
  const int64_t *id = context;
  return blocked_network_remove(s, *id);
}

enum err comment_network_unblock(struct site *site, int64_t id) {
  return txn_write(site->db, comment_network_remove, &id);
}
