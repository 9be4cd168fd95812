#include "site/publish/publish_state.h"

#include <stdio.h>

#include "base/clock.h"
#include "db/model/article_next.h"
#include "db/model/comment_admin.h"
#include "db/model/path.h"
#include "db/search/search_index.h"
#include "site/core/closing.h"
#include "site/publish/article_write.h"
#include "site/publish/placement.h"
#include "site/publish/revision_keep.h"

struct state {
  struct site *site;
  struct arena *arena;
  int64_t id;
  enum article_status status;
  int64_t date; /* 0: as it is */
  const char *command;
};

static enum err publish_state_set(struct db *s, const struct state *c) {
  struct article r;
  enum err e = article_by_id(s, c->arena, c->id, &r);
  /* Publishing what is public must not change its date. */
  if (e || (r.status == c->status && !c->date))
    return e;
  int64_t now = clock_now(), date = c->date;
  /* Published now, not at the time it was scheduled for. */
  if (c->status == ARTICLE_PUBLISH && (r.published_at > now || !r.published_at))
    /* Whole seconds: front matter has no fractions, so an export would lose one. */
    date = now / CLOCK_SECOND * CLOCK_SECOND;
  if (date) {
    /* The last change is never earlier than the publication. */
    if (!r.published_at || r.updated_at < date)
      r.updated_at = date;
    r.published_at = date;
    e = article_update(s, &r, NULL);
  }
  return e ? e : placement_set(c->site, c->arena, &r, c->status, r.slug);
}

/* The status and the date are part of a version. */
static enum err publish_state_set_txn(struct db *s, void *context) {
  const struct state *c = context;
  struct revision_kept before;
  enum err e = revision_keep_begin(c->site, c->id, &before);
  if (!e)
    e = publish_state_set(s, c);
  if (!e)
    e = revision_keep_end(c->site, &before, c->command);
  revision_keep_free(&before);
  return e;
}

enum err publish_set_status(struct site *site, struct arena *a, int64_t id,
    enum article_status status, const char *command, char *why, size_t why_size) {
  struct state c = {site, a, id, status, 0, command};
  enum err e = article_write(site, publish_state_set_txn, &c);
  snprintf(why, why_size, "%s", e ? err_text(e) : "");
  return e;
}

enum err publish_schedule(struct site *site, struct arena *a, int64_t id, int64_t date,
    const char *command, char *why, size_t why_size) {
  struct state c = {site, a, id, ARTICLE_FUTURE, date, command};
  if (date <= clock_now()) {
    snprintf(why, why_size,
        "the date is in the past: use a future date, or publish the article");
    return ERR_INVALID;
  }
  enum err e = article_write(site, publish_state_set_txn, &c);
  snprintf(why, why_size, "%s", e ? err_text(e) : "");
  return e;
}

/* Each step removes rows that refer to the article; foreign keys are on, so its own row
 * can only go last. */
static enum err publish_state_delete_txn(struct db *s, void *context) {
  const struct state *c = context;
  struct article r;
  enum err e = article_by_id(s, c->arena, c->id, &r);
  if (!e)
    /* Leaving the lists comes first. It finds the pages that show the article by its
     * entries in listings, its position, and the articles that name it: all of these
     * rows are still there. */
    e = placement_set(c->site, c->arena, &r, ARTICLE_WITHDRAWN, r.slug);
  if (!e)
    /* placement_set has just noted it for the index. */
    e = search_index_drop_due(s, c->id);
  if (!e)
    e = search_index_remove(s, c->id);
  if (!e)
    e = path_forget(s, c->id);
  if (!e)
    e = comment_admin_delete_all(s, c->id);
  return e ? e : article_delete(s, c->id);
}

enum err publish_delete(struct site *site, struct arena *a, int64_t id) {
  struct state c = {site, a, id, ARTICLE_WITHDRAWN, 0, NULL};
  return article_write(site, publish_state_delete_txn, &c);
}

struct due {
  struct site *site;
  struct arena *arena;
  int64_t id;
  enum article_due what;
};

static enum err publish_state_do_due(struct db *s, void *context) {
  const struct due *c = context;
  struct article r;
  enum err e = article_by_id(s, c->arena, c->id, &r);
  if (e)
    return e;
  switch (c->what) {
  case DUE_PUBLISH:
    return placement_set(c->site, c->arena, &r, ARTICLE_PUBLISH, r.slug);
  case DUE_EXPIRE:
    return placement_set(c->site, c->arena, &r, ARTICLE_WITHDRAWN, r.slug);
  }
  return ERR_INTERNAL;
}

enum err publish_due(struct site *site, struct arena *a, int64_t now, int *done) {
  struct due c = {.site = site, .arena = a};
  *done = 0;
  for (;;) {
    bool found = false;
    enum err e = article_next_due(site->db, now, &found, &c.what, &c.id);
    if (e)
      return e;
    if (!found)
      break;
    /* A site that was down for a long time may have many due articles. Only one is
     * in memory at a time, and each has a transaction of its own. */
    arena_reset(a);
    e = article_write(site, publish_state_do_due, &c);
    if (e)
      return e;
    ++*done;
  }
  enum err e = closing_due(site, now, done);
  if (e)
    return e;
  int batches;
  /* The scheduler calls this four times a second, so the rest is done in a while. */
  e = article_write_some_rest(site->db, &batches);
  *done += batches;
  return e;
}
