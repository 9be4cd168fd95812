#include "site/comments/person_erase.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "db/model/comment.h"
#include "db/model/person.h"
#include "db/txn.h"
#include "markup/names/email_fold.h"
#include "site/comments/comment_bulk.h"
#include "site/comments/comment_render.h"
#include "site/comments/spam_filter.h"
#include "view/messages.h"

/* Of the walk over all rows, and of one of them. */
struct person_search {
  struct arena *arena, *row;
  const char *email, *name; /* as they compare; or NULL */
  person_found *visit;
  void *context;
  struct person_item *items;
  size_t count, room;
};

static enum err person_search_is_about(
    const struct person_search *p, const struct person_row *row, bool *out) {
  const char *email = p->email && *row->email ? email_fold(p->row, row->email) : "";
  if (!email)
    return ERR_NOMEM;
  *out = (p->email && strcmp(email, p->email) == 0) ||
         (p->name && row->kind == PERSON_COMMENTS &&
             strcasecmp(row->author, p->name) == 0);
  return OK;
}

static enum err person_search_visit(void *context, const struct person_row *row) {
  struct person_search *p = context;
  bool is_about = false;
  enum err e = person_search_is_about(p, row, &is_about);
  if (e || !is_about)
    return e;
  if (p->count == p->room) {
    size_t room = p->room ? 2 * p->room : 64;
    struct person_item *items = arena_array(p->arena, room, sizeof *items);
    if (!items)
      return ERR_NOMEM;
    if (p->count)
      memcpy(items, p->items, p->count * sizeof *items);
    p->items = items;
    p->room = room;
  }
  p->items[p->count++] = (struct person_item){row->kind, row->id};
  return p->visit ? p->visit(p->context, row) : OK;
}

enum err person_find(struct site *site, struct arena *a, const struct person *who,
    person_found *visit, void *context, struct person_item **items, size_t *count) {
  struct person_search p = {.arena = a,
      .row = arena_new(LIMIT_COMMENT_MEMORY),
      .email = who->email ? email_fold(a, who->email) : NULL,
      .name = who->name,
      .visit = visit,
      .context = context};
  enum err e = !p.row || (who->email && !p.email) ? ERR_NOMEM : OK;
  if (!e)
    e = person_each(site->db, p.row, person_search_visit, &p);
  arena_free(p.row);
  if (e)
    return e;
  *items = p.items;
  *count = p.count;
  return OK;
}

/* The change of one transaction. */
struct person_change {
  struct arena *arena;
  const struct person_item *items;
  size_t count;
  const char *anonymous; /* the name that comments get; NULL: they are deleted later */
  int64_t now;
};

static enum err person_erase_name(
    struct db *s, const struct person_change *p, const struct comment *old) {
  struct comment c = *old;
  c.author = p->anonymous;
  enum err e = comment_render_digest(p->arena, &c);
  if (!e)
    e = person_anonymise(s, &c, p->now);
  return e || old->status != COMMENT_APPROVE ? e
                                             : comment_invalidate(s, old->article_id);
}

static enum err person_erase_comment(
    struct db *s, const struct person_change *p, int64_t id) {
  struct comment c;
  arena_reset(p->arena);
  enum err e = comment_by_id(s, p->arena, id, &c);
  /* Somebody else was faster. */
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  /* As of a comment that is held: nothing is learned from those. */
  e = spam_filter_learn(s, p->arena, &c, COMMENT_HOLD);
  return e || !p->anonymous ? e : person_erase_name(s, p, &c);
}

static enum err person_erase_rows(struct db *s, void *context) {
  const struct person_change *p = context;
  enum err e = OK;
  for (size_t i = 0; !e && i < p->count; i++)
    e = p->items[i].kind == PERSON_COMMENTS
            ? person_erase_comment(s, p, p->items[i].id)
            : person_remove(s, p->items[i].kind, p->items[i].id);
  return e;
}

static enum err person_erase_comments(
    struct site *site, const struct person_item *items, size_t count) {
  const struct comment_bulk change = {.kind = COMMENT_BULK_DELETE};
  struct comment_bulk_item *all = calloc(count + 1, sizeof *all);
  size_t n = 0, done = 0;
  if (!all)
    return ERR_NOMEM;
  for (size_t i = 0; i < count; i++)
    if (items[i].kind == PERSON_COMMENTS)
      all[n++].id = items[i].id;
  enum err e = n ? comment_bulk(site, &change, all, n, &done) : OK;
  free(all);
  return e;
}

enum err person_erase(struct site *site, const struct person_item *items, size_t count,
    bool anonymise, int64_t now) {
  struct person_change p = {.arena = arena_new(LIMIT_COMMENT_MEMORY),
      .items = items,
      .count = count,
      .now = now};
  if (anonymise)
    p.anonymous = message_get(site->settings.language, MESSAGE_anonymous);
  enum err e = p.arena ? txn_write(site->db, person_erase_rows, &p) : ERR_NOMEM;
  arena_free(p.arena);
  return e || anonymise ? e : person_erase_comments(site, items, count);
}
