#include "site/publish/live_write.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "db/model/article.h"
#include "db/model/websub.h"
#include "db/txn.h"
#include "site/publish/article_write.h"
#include "site/publish/placement.h"

/* One call, as the context of its transaction. */
struct live_writing {
  struct site *site;
  struct arena *arena;
  int64_t article;
  const struct live_update *update;
  const struct live_change *change;
  const char *was;
  int64_t number, now;
  char *why;

  /* Read inside the transaction. */
  struct article row;
  struct live live;
  bool is_live;
};

static enum err live_write_refuse(struct live_writing *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static enum err live_write_refuse(struct live_writing *c, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(c->why, LIVE_WRITE_WHY, format, args);
  va_end(args);
  return ERR_INVALID;
}

static enum err live_write_begin(struct db *s, struct live_writing *c) {
  /* Whole seconds: an export would lose a fraction. */
  c->now = clock_now() / CLOCK_SECOND * CLOCK_SECOND;
  enum err e = article_by_id(s, c->arena, c->article, &c->row);
  if (!e && c->row.type == ARTICLE_PAGE)
    e = live_write_refuse(c, "it is a page: only posts have live updates");
  if (!e)
    e = live_read(s, c->article, &c->is_live, &c->live);
  if (!e && !c->is_live)
    c->live = (struct live){.newest_first = true, .started_at = c->now};
  return e;
}

/* Feeds, the sitemap and the metadata of the page take the time of the last change from
 * the article's row. */
static enum err live_write_end(struct db *s, struct live_writing *c) {
  struct article *r = &c->row;
  /* A post that is scheduled is not updated before it is published. */
  if (r->updated_at < c->now && r->published_at <= c->now)
    r->updated_at = c->now;
  enum err e = live_set(s, c->article, &c->live);
  if (!e)
    e = article_update(s, r, NULL);
  if (!e)
    /* Without a change of status: invalidates the pages that show the post, and has
     * it indexed. */
    e = placement_set(c->site, c->arena, r, r->status, r->slug);
  /* The hub is told again, although it has heard of the newest post. */
  if (!e && r->status == ARTICLE_PUBLISH && *c->site->settings.websub)
    e = websub_forget(s);
  return e;
}

/* The page of a post shows all of its updates. */
static enum err live_write_check_size(struct db *s, struct live_writing *c) {
  int64_t count = 0, bytes = 0;
  enum err e = live_update_size(s, c->article, &count, &bytes);
  if (!e && count > LIMIT_LIVE_UPDATES)
    e = live_write_refuse(
        c, "it has %d updates already: begin another post", LIMIT_LIVE_UPDATES);
  else if (!e && bytes > LIMIT_LIVE_BYTES)
    e = live_write_refuse(c, "its updates are over %d MiB together: begin another post",
        LIMIT_LIVE_BYTES >> 20);
  return e;
}

static enum err live_write_check_time(struct live_writing *c, int64_t at) {
  return at > c->now
             ? live_write_refuse(c, "the date of an update cannot be in the future")
             : OK;
}

static enum err live_write_add_txn(struct db *s, void *context) {
  struct live_writing *c = context;
  struct live_update u = *c->update;
  enum err e = live_write_begin(s, c);
  if (!e)
    e = live_write_check_time(c, u.at);
  if (e)
    return e;
  u.at = u.at ? u.at : c->now;
  u.edited_at = 0;
  u.number = c->number = ++c->live.last_number;
  if (u.at < c->live.started_at)
    c->live.started_at = u.at;
  e = live_update_put(s, c->article, &u);
  if (!e)
    e = live_write_check_size(s, c);
  return e ? e : live_write_end(s, c);
}

enum err live_write_add(struct site *site, struct arena *a, int64_t article,
    const struct live_update *u, int64_t *number, char *why) {
  struct live_writing c = {
      .site = site, .arena = a, .article = article, .update = u, .why = why};
  *why = '\0';
  enum err e = article_write(site, live_write_add_txn, &c);
  if (!e)
    *number = c.number;
  return e;
}

static enum err live_write_edit_txn(struct db *s, void *context) {
  struct live_writing *c = context;
  const struct live_update *change = c->update;
  struct live_update u = {0};
  enum err e = live_write_begin(s, c);
  if (!e)
    e = live_update_read(s, c->arena, c->article, change->number, &u);
  if (!e && c->was && strcmp(c->was, u.source) != 0)
    e = live_write_refuse(c, "it has changed since you opened it: edit it again");
  if (!e)
    e = live_write_check_time(c, change->at);
  if (e)
    return e;
  if (change->at)
    u.at = change->at;
  if (change->title)
    u.title = change->title;
  if (change->source) {
    u.source = change->source;
    u.html = change->html;
    u.rich = change->rich;
  }
  u.edited_at = c->now;
  e = live_update_put(s, c->article, &u);
  if (!e)
    e = live_write_check_size(s, c);
  return e ? e : live_write_end(s, c);
}

enum err live_write_edit(struct site *site, struct arena *a, int64_t article,
    const struct live_update *u, const char *was, char *why) {
  struct live_writing c = {.site = site,
      .arena = a,
      .article = article,
      .update = u,
      .was = was,
      .why = why};
  *why = '\0';
  return article_write(site, live_write_edit_txn, &c);
}

static enum err live_write_remove_txn(struct db *s, void *context) {
  struct live_writing *c = context;
  struct live_update u;
  enum err e = live_write_begin(s, c);
  if (!e)
    e = live_update_read(s, c->arena, c->article, c->number, &u);
  if (!e)
    e = live_update_remove(s, c->article, c->number);
  return e ? e : live_write_end(s, c);
}

enum err live_write_remove(
    struct site *site, struct arena *a, int64_t article, int64_t number, char *why) {
  struct live_writing c = {
      .site = site, .arena = a, .article = article, .number = number, .why = why};
  *why = '\0';
  /* To live_update_remove, 0 is all of them. */
  return number > 0 ? article_write(site, live_write_remove_txn, &c) : ERR_NOT_FOUND;
}

static enum err live_write_state_txn(struct db *s, void *context) {
  struct live_writing *c = context;
  const struct live_change *change = c->change;
  enum err e = live_write_begin(s, c);
  if (!e && !c->is_live && change->ends != 0)
    e = live_write_refuse(c, "it has no live updates: add one, or use \"start\"");
  if (e)
    return e;
  if (change->newest_first >= 0)
    c->live.newest_first = change->newest_first;
  if (change->refresh >= 0)
    c->live.refresh = change->refresh;
  /* Ending it twice must not change when it ended. */
  if (change->ends == 0)
    c->live.ended_at = 0;
  else if (change->ends > 0 && !c->live.ended_at)
    c->live.ended_at = c->now;
  return live_write_end(s, c);
}

enum err live_write_state(struct site *site, struct arena *a, int64_t article,
    const struct live_change *change, char *why) {
  struct live_writing c = {
      .site = site, .arena = a, .article = article, .change = change, .why = why};
  *why = '\0';
  return article_write(site, live_write_state_txn, &c);
}

enum err live_write_within(struct db *s, int64_t article, const struct live *live,
    const struct live_update *updates, size_t count, bool *kept) {
  struct live old = {0}, now = *live;
  int64_t last = 0;
  bool found = false;
  enum err e = live_read(s, article, &found, &old);
  if (!e)
    e = live_update_last(s, article, &last);
  if (e)
    return e;
  *kept = last > live->last_number;
  if (*kept)
    return OK;
  /* The address of an update that was removed must not lead to another one. */
  if (now.last_number < old.last_number)
    now.last_number = old.last_number;
  e = live_set(s, article, &now);
  if (!e)
    e = live_update_remove(s, article, 0);
  for (size_t i = 0; !e && i < count; i++)
    e = live_update_put(s, article, &updates[i]);
  return e;
}
