#include "site/comments/follow_match.h"

#include "db/model/comment_admin.h"
#include "db/model/follower.h"

/* Replies to replies, and so on. Below so many, a follower of the first is not told any
 * longer: nobody has such a conversation, but somebody may post one. */
enum { MOST_ABOVE = 200 };

/* The first on the way up that has gone ends it, as the page shows it. */
static enum err follow_match_climb(struct site *site, struct arena *a,
    const struct comment *c, int64_t above[MOST_ABOVE], size_t *count) {
  enum err e = OK;
  size_t n = 0;
  for (int64_t id = c->parent_id; id && n < MOST_ABOVE;) {
    struct comment parent;
    e = comment_shown(site->db, a, id, &parent);
    if (e)
      break;
    above[n++] = id;
    id = parent.parent_id;
  }
  *count = n;
  return e == ERR_NOT_FOUND ? OK : e;
}

/* Imported comments and those of the blog's author may have no address. */
static enum err follow_match_writer(
    struct site *site, struct arena *a, int64_t comment, int64_t *out) {
  const char *email = NULL;
  enum err e = comment_admin_email(site->db, a, comment, &email);
  *out = 0;
  return e || !email || !*email ? e : follower_find(site->db, email, out);
}

enum err follow_match_open(struct site *site, struct arena *a, const struct comment *c,
    struct follow_match *out) {
  struct follow_match m = {0};
  int64_t *above = arena_alloc(a, MOST_ABOVE * sizeof *above);
  if (!above)
    return ERR_NOMEM;
  enum err e = follow_match_climb(site, a, c, above, &m.count);
  if (!e)
    e = follow_match_writer(site, a, c->id, &m.writer);
  if (e)
    return e;
  m.above = above;
  *out = m;
  return OK;
}

bool follow_match_has(const struct follow_match *m, const struct follow *f) {
  if (!f->confirmed_at || f->follower_id == m->writer)
    return false;
  if (f->scope == FOLLOW_ALL)
    return true;
  for (size_t i = 0; i < m->count; i++)
    if (m->above[i] == f->comment_id)
      return true;
  return false;
}
