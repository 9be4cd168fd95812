#include "site/comments/comment_attempt.h"

#include "base/clock.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_shared.h"
#include "site/core/closing.h"

enum err comment_attempt_read_fields(struct comment_attempt *t) {
  struct comment_outcome *o = t->out;
  o->parent_id = t->in->parent_id;
  o->made = t->in->made;
  o->known = t->in->known;
  o->follow =
      t->site->settings.mail.follow ? follow_scope_find(t->in->follow) : FOLLOW_NONE;
  /* Not trimmed, unlike the fields of one line. */
  o->comment = t->in->comment ? t->in->comment : "";
  o->author = comment_fields_trim(t->arena, t->in->author);
  o->email = comment_fields_trim(t->arena, t->in->email);
  o->url = comment_fields_website(t->arena, t->in->url);
  return o->author && o->email && o->url ? OK : ERR_NOMEM;
}

enum err comment_attempt_check_fields(struct comment_attempt *t) {
  struct comment_outcome *o = t->out;
  o->faults.comment = comment_fields_text(o->comment);
  o->faults.author = comment_fields_author(o->author);
  o->faults.email = comment_fields_email(o->email);
  o->faults.url = comment_fields_url(o->url);
  return o->faults.comment || o->faults.author || o->faults.email || o->faults.url
             ? ERR_INVALID
             : OK;
}

/* A reply belongs to the article of the comment that it replies to, which may be a
 * translation of the one whose page the reader is on. A parent that does not exist is
 * reported later. */
enum err comment_attempt_find_article(struct comment_attempt *t) {
  struct comment parent;
  bool shared = false;
  t->article_id = t->in->article_id;
  if (!t->in->parent_id || !t->site->settings.shares_comments)
    return OK;
  enum err e = comment_by_id(t->site->db, t->arena, t->in->parent_id, &parent);
  if (!e)
    e = comment_shared_has(
        t->site, t->arena, t->in->article_id, parent.article_id, &shared);
  if (shared)
    t->article_id = parent.article_id;
  return e == ERR_NOT_FOUND ? OK : e;
}

/* Not only a comment that is gone: the parent may have been moderated since the form
 * was shown, and a forged request may name one of another article. */
enum err comment_attempt_check_parent(struct comment_attempt *t) {
  struct comment parent;
  struct comment_outcome *o = t->out;
  if (!t->in->parent_id)
    return OK;
  enum err e = comment_by_id(t->site->db, t->arena, t->in->parent_id, &parent);
  if (e && e != ERR_NOT_FOUND)
    return e;
  if (e || parent.article_id != t->article_id || parent.status != COMMENT_APPROVE) {
    /* The form keeps the text without the parent: submitted again, it becomes a new
     * comment, and nothing the reader wrote is lost. */
    o->parent_id = 0;
    o->faults.whole = COMMENT_FAULT_PARENT_GONE;
    return ERR_INVALID;
  }
  o->reply_to = parent.author;
  return OK;
}

enum err comment_attempt_check_pace(struct comment_attempt *t) {
  int64_t last = 0, now = t->in->now;
  int64_t pause = t->site->settings.flood_seconds * CLOCK_SECOND;
  /* Without an address, as from a proxy that passes none, there is no limit. */
  if (!pause || !t->has_network)
    return OK;
  /* Times farther in the future mean that the clock was set back. They are left out:
   * waiting for one could lock the network out for years, and one that hid the others
   * would leave it without a limit. Nearer ones are of a request that came later and
   * was faster. */
  enum err e = comment_last_from(t->site->db, t->network, now + pause, &last);
  last = last < now ? last : now;
  if (e || now >= last + pause)
    return e;
  /* Rounded up: a reader who waits exactly so long must not be refused again. */
  t->out->retry_after = (last + pause - now) / CLOCK_SECOND + 1;
  t->out->faults.whole = COMMENT_FAULT_TOO_QUICK;
  return ERR_TOO_QUICK;
}

/* The pause between two comments has a check of its own, above: its time is that of the
 * last comment, and it is a matter of seconds. */
enum err comment_attempt_check_limits(
    struct comment_attempt *t, const struct comment_arrival *c) {
  enum comment_limit limit;
  int64_t wait;
  struct db *s = t->site->db;
  const struct settings *settings = &t->site->settings;
  enum err e = t->is_judged ? comment_limits_check(s, settings, c, &limit, &wait)
                            : comment_limits_check_rates(s, settings, c, &limit, &wait);
  if (e || limit == COMMENT_LIMIT_NONE)
    return e;
  t->out->retry_after = wait / CLOCK_SECOND + 1;
  t->out->faults.whole =
      limit == COMMENT_LIMIT_NETWORK ? COMMENT_FAULT_TOO_QUICK : COMMENT_FAULT_BUSY;
  return ERR_TOO_QUICK;
}

static enum err comment_attempt_check_duplicate(struct comment_attempt *t) {
  bool known = false;
  enum err e =
      comment_has_digest(t->site->db, t->article_id, t->comment.digest, &known);
  if (e || !known)
    return e;
  t->out->faults.whole = COMMENT_FAULT_DUPLICATE;
  return ERR_EXISTS;
}

/* What depends on the comments that others have sent. Duplicates before pace: a form
 * that is sent twice is a duplicate, which waiting would not change. */
enum err comment_attempt_check_others(
    struct comment_attempt *t, const struct comment_arrival *c) {
  enum err e = comment_attempt_check_duplicate(t);
  if (!e)
    e = comment_attempt_check_pace(t);
  return e ? e : comment_attempt_check_limits(t, c);
}

struct comment_arrival comment_attempt_arrival(const struct comment_attempt *t) {
  return (struct comment_arrival){
      .article_id = t->article_id,
      .network = t->has_network ? t->network : NULL,
      .known_id = t->known_id,
      .status = t->comment.status,
      .now = t->in->now,
  };
}

enum err comment_attempt_check_open(struct comment_attempt *t) {
  enum closing is = CLOSING_OPEN;
  enum err e = closing_find(t->site, &t->out->article, t->in->now, &is);
  if (e || is == CLOSING_OPEN)
    return e;
  return is == CLOSING_UNPUBLISHED ? ERR_NOT_FOUND : ERR_CLOSED;
}
