#include "site/comments/thanks.h"

#include <string.h>

#include "base/clock.h"
#include "db/model/article.h"
#include "db/model/blocked_network.h"
#include "db/model/comment_rate.h"
#include "db/model/thanks.h"
#include "db/txn.h"
#include "site/comments/comment_limits.h"
#include "site/comments/comment_network.h"
#include "site/core/closing.h"
#include "site/core/permalink.h"

/* One call of thanks_press. Each hash is of the network and something else, so that the
 * tables do not tell which rows are of the same one. */
struct thanks_run {
  struct site *site;
  struct arena *arena;
  const struct thanks_press *press;
  struct article article;
  uint8_t network[CRYPT_HASH], hash[CRYPT_HASH], pace[CRYPT_HASH];
  bool counts;
};

static void thanks_hash(
    const struct thanks_run *t, int64_t article, uint8_t out[CRYPT_HASH]) {
  /* No article has the ID 0: that is the limit. */
  uint8_t text[CRYPT_HASH + sizeof article + 1];
  memcpy(text, t->network, CRYPT_HASH);
  memcpy(text + CRYPT_HASH, &article, sizeof article);
  text[sizeof text - 1] = 't';
  crypt_keyed_hash(db_secret(t->site->db), text, sizeof text, out);
}

static enum err thanks_identify(struct thanks_run *t) {
  bool blocked = false;
  t->counts = comment_network_hash(t->site, t->press->address, t->network);
  if (!t->counts)
    return OK;
  thanks_hash(t, t->press->article_id, t->hash);
  thanks_hash(t, 0, t->pace);
  enum err e = blocked_network_has(t->site->db, t->network, &blocked);
  t->counts = !blocked;
  return e;
}

static enum err thanks_check_open(struct db *s, struct thanks_run *t) {
  enum closing is = CLOSING_OPEN;
  enum err e = article_by_id(s, t->arena, t->press->article_id, &t->article);
  if (!e)
    e = closing_find(t->site, &t->article, t->press->now, &is);
  if (e || is == CLOSING_OPEN)
    return e;
  return is == CLOSING_UNPUBLISHED ? ERR_NOT_FOUND : ERR_CLOSED;
}

/* Apart from those of comments: who is thanked much must not lose them. */
static enum err thanks_pace(struct db *s, const struct thanks_run *t, bool counts) {
  const struct settings *c = &t->site->settings;
  const struct comment_rate rates[] = {
      {t->pace, sizeof t->pace, c->network_limit, COMMENT_LIMITS_PERIOD},
      {"thanks", 6, c->site_limit, COMMENT_LIMITS_PERIOD}};
  int64_t wait = 0;
  enum err e = OK;
  for (size_t i = 0; !e && i < sizeof rates / sizeof rates[0]; i++) {
    e = counts ? comment_rate_count(s, &rates[i], t->press->now)
               : comment_rate_wait(s, &rates[i], t->press->now, &wait);
    if (!e && wait)
      e = ERR_TOO_QUICK;
  }
  return e;
}

/* Before the transaction as well: who presses without end must not make others wait for
 * the right to write. */
static enum err thanks_check(struct db *s, struct thanks_run *t) {
  bool has = false;
  enum err e = thanks_check_open(s, t);
  if (e || !t->counts)
    return e;
  e = thanks_has(s, t->press->article_id, t->hash, &has);
  t->counts = !has;
  return e || has ? e : thanks_pace(s, t, false);
}

static enum err thanks_store(struct db *s, void *context) {
  struct thanks_run *t = context;
  int64_t article = t->press->article_id;
  enum err e = thanks_check(s, t);
  if (e || !t->counts)
    return e;
  e = thanks_add(s, article, t->hash, t->press->now);
  if (!e)
    e = thanks_pace(s, t, true);
  /* The lists and the feeds do not show the number. */
  return e ? e : txn_invalidate(s, DEP_NEIGHBOURS, article);
}

enum err thanks_press(struct site *site, struct arena *a,
    const struct thanks_press *press, const char **location) {
  struct thanks_run t = {.site = site, .arena = a, .press = press};
  if (!site->settings.thanks)
    return ERR_NOT_FOUND;
  enum err e = thanks_identify(&t);
  if (!e)
    e = thanks_check(site->db, &t);
  if (!e && t.counts)
    e = txn_write(site->db, thanks_store, &t);
  if (e)
    return e;
  const char *path = permalink_encode(a, t.article.permalink);
  const char *to = path ? arena_join(a, path, "#comment-thanks", NULL) : NULL;
  if (to)
    *location = to;
  return to ? OK : ERR_NOMEM;
}
