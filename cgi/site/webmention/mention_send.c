#include "site/webmention/mention_send.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/percent.h"
#include "db/model/article.h"
#include "db/model/article_body.h"
#include "db/txn.h"
#include "markup/html/html_tree.h"
#include "markup/names/url.h"
#include "site/webmention/mention_endpoint.h"

#define MENTION_SEND_NEW (30 * CLOCK_DAY)

enum {
  LINKS = 50,    /* of one article: a list of links is no conversation */
  CHANGED = 1000 /* articles that are looked at at once */
};

struct mention_send_run {
  struct site *site;
  struct arena *arena;
  int64_t now, change, last;
  int64_t articles[CHANGED];
  size_t count;
};

static bool mention_send_is_foreign(const struct site *site, const char *url) {
  if (!url || !url_is_website(url, strlen(url)))
    return false;
  for (const char *const *o = site->settings.origins; *o; o++) {
    size_t n = strlen(*o);
    if (strncmp(url, *o, n) == 0 && (!url[n] || strchr("/?#", url[n])))
      return false;
  }
  return true;
}

static enum err mention_send_links(struct db *s, struct mention_send_run *run,
    const struct article *r, const char *source, const char *html) {
  struct html_tree tree;
  struct html_walk walk;
  const GumboNode *node;
  int count = 0;
  enum err e = html_parse(html, strlen(html), HTML_FRAGMENT, &tree);
  if (e)
    return e;
  html_walk_start(&walk, &tree, tree.root);
  for (enum html_step step;
       !e && count < LINKS && (step = html_walk_next(&walk, &node)) != HTML_END;) {
    const char *url = step == HTML_ENTER ? html_attribute(node, "href") : NULL;
    if (!mention_send_is_foreign(run->site, url))
      continue;
    const struct webmention w = {
        .sends = true, .source = source, .target = url, .article_id = r->id};
    e = webmention_add(s, &w, run->now);
    count++;
  }
  if (walk.failed)
    e = ERR_NOMEM;
  html_free(&tree);
  return e;
}

static enum err mention_send_article(
    struct db *s, struct mention_send_run *run, int64_t id) {
  struct article r;
  struct article_body body;
  enum err e = article_by_id(s, run->arena, id, &r);
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  if (r.status != ARTICLE_PUBLISH || r.published_at < run->now - MENTION_SEND_NEW)
    return OK;
  const char *path = r.permalink ? percent_encode(run->arena, r.permalink) : NULL;
  const char *source =
      path ? arena_join(run->arena, run->site->settings.base_url, path, NULL) : NULL;
  if (!source)
    return ERR_NOMEM;
  e = article_body_read(s, run->arena, id, &body);
  if (!e)
    e = mention_send_links(s, run, &r, source, body.html);
  /* A text that cannot be read again has no links to tell of. */
  return e == ERR_INVALID || e == ERR_NOT_FOUND ? OK : e;
}

static enum err mention_send_note(void *context, int64_t article) {
  struct mention_send_run *run = context;
  if (run->count < CHANGED)
    run->articles[run->count++] = article;
  return OK;
}

static enum err mention_send_store(struct db *s, void *context) {
  struct mention_send_run *run = context;
  enum err e = OK;
  for (size_t i = 0; !e && i < run->count; i++)
    e = mention_send_article(s, run, run->articles[i]);
  return e ? e : webmention_set_change(s, run->last);
}

enum err mention_send_collect(struct site *site, struct arena *a, int64_t now) {
  struct mention_send_run *run = arena_alloc(a, sizeof *run);
  if (!run)
    return ERR_NOMEM;
  *run = (struct mention_send_run){.site = site, .arena = a, .now = now};
  enum err e = webmention_change(site->db, &run->change);
  if (!e)
    e = webmention_last_change(site->db, &run->last);
  if (!e && run->change)
    e = webmention_each_changed(site->db, run->change, mention_send_note, run);
  /* What is noted is a change as well; without articles, nothing need be. */
  if (e || (run->change && !run->count))
    return e;
  return txn_write(site->db, mention_send_store, run);
}

static enum err mention_send_tell(struct site *site, const struct webmention *w,
    const char *endpoint, char why[NET_FETCH_WHY]) {
  struct buf form = {0};
  struct net_fetched got = {.status = 0};
  enum err e = net_fetch_form(&form, "source", w->source);
  if (!e)
    e = net_fetch_form(&form, "target", w->target);
  const struct net_fetch query = {.url = endpoint,
      .form = buf_text(&form),
      .also = site->settings.webmention.networks};
  if (!e)
    e = net_fetch(&query, &got, why);
  buf_free(&form);
  if (e)
    return e;
  buf_free(&got.body);
  buf_free(&got.links);
  if (got.status >= 200 && got.status <= 299)
    return OK;
  snprintf(why, NET_FETCH_WHY, "the endpoint answers %ld", got.status);
  return ERR_IO;
}

enum err mention_send(struct site *site, struct arena *a, const struct webmention *w,
    char why[NET_FETCH_WHY]) {
  const struct net_fetch query = {
      .url = w->target, .also = site->settings.webmention.networks};
  const char *endpoint = NULL;
  struct net_fetched got = {.status = 0};
  enum err e = net_fetch(&query, &got, why);
  if (e)
    return e;
  e = mention_endpoint_find(a, &got, &endpoint);
  buf_free(&got.body);
  buf_free(&got.links);
  if (e == ERR_INVALID || (!e && !endpoint))
    return OK;
  return e ? e : mention_send_tell(site, w, endpoint, why);
}
