#include "site/webmention/websub_ping.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/model/websub.h"
#include "db/txn.h"
#include "net/net_fetch.h"
#include "site/core/feed_path.h"

/* After the last one, the next post is the next occasion. */
static const int64_t pauses[] = {
    60 * CLOCK_SECOND, 600 * CLOCK_SECOND, CLOCK_HOUR, 6 * CLOCK_HOUR};

enum { WEBSUB_MEMORY = 64 << 10, WEBSUB_PAUSES = sizeof pauses / sizeof pauses[0] };

/* All three feeds of the home page: a reader follows one of them. */
static enum err websub_ping_form(struct site *site, struct arena *a, struct buf *form) {
  static const enum feed_format formats[] = {FEED_RSS, FEED_ATOM, FEED_JSON};
  enum err e = net_fetch_form(form, "hub.mode", "publish");
  for (size_t i = 0; !e && i < sizeof formats / sizeof formats[0]; i++) {
    char *path = feed_path_make(a, "/", formats[i]);
    char *url = path ? arena_join(a, site->settings.base_url, path, NULL) : NULL;
    e = url ? net_fetch_form(form, "hub.url", url) : ERR_NOMEM;
  }
  return e;
}

/* OK if the hub has accepted it. */
static enum err websub_ping_send(struct site *site, char why[NET_FETCH_WHY]) {
  struct buf form = {0};
  struct net_fetched got = {0};
  struct arena *a = arena_new(WEBSUB_MEMORY);
  enum err e = a ? websub_ping_form(site, a, &form) : ERR_NOMEM;
  const struct net_fetch ask = {.url = site->settings.websub,
      .form = buf_text(&form),
      .also = site->settings.webmention.networks};
  if (!e)
    e = net_fetch(&ask, &got, why);
  if (!e && got.status / 100 != 2) {
    snprintf(why, NET_FETCH_WHY, "the hub answers with status %ld", got.status);
    e = ERR_IO;
  }
  buf_free(&got.links);
  buf_free(&got.body);
  buf_free(&form);
  arena_free(a);
  return e;
}

/* Read before the ping, which takes seconds: what is published meanwhile is told by the
 * next one. */
struct websub_news {
  int64_t newest, told;
};

static enum err websub_ping_store(struct db *s, void *context) {
  const struct websub_news *news = context;
  return websub_set_told(s, news->newest, news->told);
}

static enum err websub_ping_tell(
    struct websub_ping *p, struct site *site, struct websub_news *news, int64_t now) {
  char why[NET_FETCH_WHY] = "";
  enum err e = websub_ping_send(site, why);
  if (e == ERR_NOMEM)
    return e;
  log_event(e ? LOG_LEVEL_WARN : LOG_LEVEL_INFO, "websub", "hub", site->settings.websub,
      "result", e ? why : "done", NULL);
  if (e && p->attempts < WEBSUB_PAUSES) {
    p->retry_at = now + pauses[p->attempts++];
    return OK;
  }
  enum err stored = txn_write(site->db, websub_ping_store, news);
  *p = (struct websub_ping){0};
  /* A hub that has been told must not be told again four times a second. */
  if (stored)
    p->retry_at = now + pauses[0];
  return stored;
}

enum err websub_ping_run(struct websub_ping *p, struct site *site, int64_t now) {
  struct websub_news news = {0};
  /* A clock that was set back must not make it wait for years. */
  bool waits = p->retry_at > now && p->retry_at <= now + pauses[WEBSUB_PAUSES - 1];
  if (!*site->settings.websub || waits)
    return OK;
  enum err e = websub_newest(site->db, &news.newest);
  if (!e)
    e = websub_told(site->db, &news.told);
  return e || news.newest == news.told ? e : websub_ping_tell(p, site, &news, now);
}
