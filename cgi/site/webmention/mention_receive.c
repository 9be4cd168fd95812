#include "site/webmention/mention_receive.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/percent.h"
#include "db/model/article.h"
#include "db/model/comment_rate.h"
#include "db/model/path.h"
#include "db/model/webmention.h"
#include "db/txn.h"
#include "markup/names/url.h"
#include "site/comments/comment_network.h"

/* Each makes us request a page of a stranger's choice: no network may have that done
 * often, and all together not without end. */
enum { AN_HOUR = 30, WAITING = 500, LONGEST = 1024 };

struct mention_receive_run {
  struct webmention mention;
  uint8_t key[CRYPT_HASH];
  bool has_key;
  int64_t now;
};

static bool mention_receive_is_url(const char *s) {
  return s && strlen(s) <= LONGEST && url_is_website(s, strlen(s));
}

/* The path of a target at one of the site's addresses, without query and fragment; NULL
 * for any other. A site that is tried out has an address of its own kind
 * ("http://localhost:8080"), which is compared as it is. */
static char *mention_receive_path(
    const struct site *site, struct arena *a, const char *target) {
  for (const char *const *o = site->settings.origins; *o; o++) {
    size_t n = strlen(*o);
    if (strncmp(target, *o, n) == 0 && target[n] == '/')
      return arena_strndup(a, target + n, strcspn(target + n, "?#"));
  }
  return NULL;
}

static enum err mention_receive_find(
    struct site *site, struct arena *a, const char *target, int64_t *article) {
  struct path found;
  struct article r = {.id = 0};
  const char *path = target && strlen(target) <= LONGEST
                         ? mention_receive_path(site, a, target)
                         : NULL;
  const char *decoded = path ? percent_decode(a, path) : NULL;
  if (!decoded)
    return ERR_SYNTAX;
  enum err e = path_find(site->db, decoded, &found);
  if (!e && found.kind != PATH_GONE)
    e = article_by_id(site->db, a, found.article_id, &r);
  else if (!e)
    e = ERR_NOT_FOUND;
  if (!e && r.status != ARTICLE_PUBLISH)
    e = ERR_NOT_FOUND;
  if (!e)
    *article = r.id;
  return e == ERR_NOT_FOUND ? ERR_SYNTAX : e;
}

static enum err mention_receive_store(struct db *s, void *context) {
  const struct mention_receive_run *run = context;
  const struct comment_rate rate = {run->key, sizeof run->key, AN_HOUR, CLOCK_HOUR};
  int64_t wait = 0, waiting = 0;
  enum err e = run->has_key ? comment_rate_wait(s, &rate, run->now, &wait) : OK;
  if (!e)
    e = webmention_waiting(s, &waiting);
  if (!e && (wait || waiting >= WAITING))
    e = ERR_TOO_QUICK;
  if (!e && run->has_key)
    e = comment_rate_count(s, &rate, run->now);
  return e ? e : webmention_add(s, &run->mention, run->now);
}

/* The limit of its own: comments of the same network are counted elsewhere. */
static void mention_receive_key(
    struct site *site, struct mention_receive_run *run, const char *address) {
  uint8_t network[CRYPT_HASH + 1];
  run->has_key = comment_network_hash(site, address, network);
  network[CRYPT_HASH] = 'w';
  if (run->has_key)
    crypt_keyed_hash(db_secret(site->db), network, sizeof network, run->key);
}

enum err mention_receive(
    struct site *site, struct arena *a, const struct mention_received *m) {
  struct mention_receive_run run = {.now = m->now};
  if (!site->settings.webmention.receives)
    return ERR_NOT_FOUND;
  if (!mention_receive_is_url(m->source) || !m->target ||
      strcmp(m->source, m->target) == 0)
    return ERR_SYNTAX;
  enum err e = mention_receive_find(site, a, m->target, &run.mention.article_id);
  if (e)
    return e;
  run.mention.source = m->source;
  run.mention.target = m->target;
  mention_receive_key(site, &run, m->address);
  return txn_write(site->db, mention_receive_store, &run);
}
