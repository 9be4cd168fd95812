#include "site/comments/comment_limits.h"

#include <string.h>

#include "base/clock.h"
#include "db/model/comment.h"
#include "db/model/comment_rate.h"

enum { LIMITS = 3 };

/* The keys differ in length from each other, so no article can share one with the site.
 */
struct comment_limit_keys {
  uint8_t article[sizeof(int64_t)], known[sizeof(int64_t) + 1];
};

/* Fills in the limits that apply, the narrowest first, and returns how many. Commenters
 * who have proved that they are known are exempt from those that others can use up: a
 * flood from strangers does not silence the regulars. Their proof has a limit of its
 * own instead, or one approved comment would let the owner of many networks, such as an
 * IPv6 /48, send without end. */
static size_t comment_limits_of(const struct settings *settings,
    const struct comment_arrival *c, struct comment_limit_keys *keys,
    struct comment_rate out[LIMITS]) {
  size_t n = 0;
  memcpy(keys->article, &c->article_id, sizeof keys->article);
  if (c->network)
    out[n++] = (struct comment_rate){
        c->network, CRYPT_HASH, settings->network_limit, COMMENT_LIMITS_PERIOD};
  if (c->known_id) {
    memcpy(keys->known, &c->known_id, sizeof c->known_id);
    keys->known[sizeof c->known_id] = 0;
    out[n++] = (struct comment_rate){keys->known, sizeof keys->known,
        settings->network_limit, COMMENT_LIMITS_PERIOD};
    return n;
  }
  out[n++] = (struct comment_rate){keys->article, sizeof keys->article,
      settings->article_limit, COMMENT_LIMITS_PERIOD};
  out[n++] =
      (struct comment_rate){"site", 4, settings->site_limit, COMMENT_LIMITS_PERIOD};
  return n;
}

/* A full queue is no reason to refuse a comment that will not be in it. */
static enum err comment_limits_queue(struct db *s, const struct settings *settings,
    const struct comment_arrival *c, bool *full) {
  *full = false;
  if (c->status == COMMENT_APPROVE || !settings->pending_limit)
    return OK;
  return comment_has_more(s, c->status, settings->pending_limit - 1, full);
}

enum err comment_limits_check_rates(struct db *s, const struct settings *settings,
    const struct comment_arrival *c, enum comment_limit *out, int64_t *wait) {
  struct comment_rate limits[LIMITS];
  struct comment_limit_keys keys;
  size_t n = comment_limits_of(settings, c, &keys, limits);
  *out = COMMENT_LIMIT_NONE;
  *wait = 0;
  for (size_t i = 0; i < n; i++) {
    enum err e = comment_rate_wait(s, &limits[i], c->now, wait);
    if (e)
      return e;
    if (*wait) {
      *out = limits[i].key == c->network ? COMMENT_LIMIT_NETWORK : COMMENT_LIMIT_BUSY;
      return OK;
    }
  }
  return OK;
}

enum err comment_limits_check(struct db *s, const struct settings *settings,
    const struct comment_arrival *c, enum comment_limit *out, int64_t *wait) {
  bool full = false;
  enum err e = comment_limits_check_rates(s, settings, c, out, wait);
  if (!e && *out == COMMENT_LIMIT_NONE)
    e = comment_limits_queue(s, settings, c, &full);
  if (!e && full) {
    /* Nobody can tell when the author will look at the queue. */
    *wait = CLOCK_HOUR;
    *out = COMMENT_LIMIT_BUSY;
  }
  return e;
}

enum err comment_limits_count(
    struct db *s, const struct settings *settings, const struct comment_arrival *c) {
  struct comment_rate limits[LIMITS];
  struct comment_limit_keys keys;
  size_t n = comment_limits_of(settings, c, &keys, limits);
  enum err e = OK;
  for (size_t i = 0; i < n && !e; i++)
    e = comment_rate_count(s, &limits[i], c->now);
  return e;
}
