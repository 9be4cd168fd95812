#include "site/core/closing.h"

#include "base/clock.h"
#include "db/model/closing.h"
#include "db/model/comment.h"
#include "db/txn.h"

/* The site comes last: only a thread that would be open otherwise is closed by it, and
 * needs a query. */
enum err closing_find(
    struct site *site, const struct article *r, int64_t now, enum closing *out) {
  int64_t days = site->settings.close_after_days;
  bool by_site = false;
  enum closing is = CLOSING_OPEN;
  if (r->status != ARTICLE_PUBLISH)
    is = CLOSING_UNPUBLISHED;
  else if (!r->comments_open)
    is = CLOSING_ARTICLE;
  /* Only posts close by age: pages have no date that readers see. */
  else if (days && r->type == ARTICLE_POST && r->published_at + days * CLOCK_DAY <= now)
    is = CLOSING_AGE;
  enum err e = is == CLOSING_OPEN ? closing_site_is(site->db, &by_site) : OK;
  if (!e)
    *out = by_site ? CLOSING_SITE : is;
  return e;
}

enum err closing_sentence(struct site *site, struct arena *a, const struct article *r,
    enum closing why, const char **out) {
  *out = "";
  if (why == CLOSING_ARTICLE)
    return closing_message(site->db, a, r->id, out);
  return why == CLOSING_SITE ? closing_message(site->db, a, 0, out) : OK;
}

struct closing_run {
  struct closing_state state;
  int64_t id; /* 0: every page */
};

static enum err closing_apply(struct db *s, void *context) {
  const struct closing_run *run = context;
  enum err e =
      run->id ? comment_invalidate(s, run->id) : txn_invalidate(s, DEP_SITE, 0);
  return e ? e : closing_state_set(s, &run->state);
}

/* Positions are dates made unique by adding microseconds: a page may be told that much
 * after the form has stopped working, and never before. */
enum err closing_due(struct site *site, int64_t now, int *done) {
  struct closing_run run = {.id = 0};
  int64_t days = site->settings.close_after_days, until = now - days * CLOCK_DAY;
  enum err e = closing_state_read(site->db, &run.state);
  /* With another setting, any page may show the wrong thing. So it may after the clock
   * was set back: articles that had closed are open again. */
  if (!e && (run.state.days != days || (days && run.state.until > until))) {
    run.state = (struct closing_state){days, days ? until : 0};
    e = txn_write(site->db, closing_apply, &run);
    *done += !e;
  }
  for (bool found = days != 0; !e && found;) {
    e = closing_next(
        site->db, run.state.until, until, &found, &run.id, &run.state.until);
    /* A transaction each: other writers wait for one article at most. */
    if (!e && found) {
      e = txn_write(site->db, closing_apply, &run);
      *done += !e;
    }
  }
  return e;
}
