#include "site/comments/comment_closing.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "db/model/article.h"
#include "db/model/closing.h"
#include "db/model/comment.h"
#include "db/txn.h"

struct comment_closing {
  int64_t article; /* 0: the site */
  bool closed;
  const char *message;
  struct arena *arena;
};

/* In this order: only valid UTF-8 has a length. */
enum comment_closing_fault comment_closing_check(const char *message) {
  if (utf8_check(message, strlen(message), UTF8_ONE_LINE) ||
      utf8_has_bidi_control(message) || utf8_longest_mark_run(message) > LIMIT_MARKS)
    return COMMENT_CLOSING_CHARACTERS;
  return utf8_length(message) > LIMIT_CLOSED_MESSAGE ? COMMENT_CLOSING_LONG
                                                     : COMMENT_CLOSING_FINE;
}

/* Pages are evicted in the same transaction, so that no reader sees a form that does
 * not work for longer than the command takes. */
static enum err comment_closing_apply(struct db *s, void *context) {
  const struct comment_closing *c = context;
  struct article r;
  bool changed = false;
  enum err e = c->article ? article_by_id(s, c->arena, c->article, &r) : OK;
  if (!e)
    e = closing_close(s, c->article, c->closed, c->message, &changed);
  /* Repeating a command costs nothing. */
  if (e || !changed)
    return e;
  return c->article ? comment_invalidate(s, c->article)
                    : txn_invalidate(s, DEP_SITE, 0);
}

static enum err comment_closing_run(struct site *site, struct comment_closing *c) {
  /* Blanks would leave readers without any sentence. */
  if (utf8_is_blank(c->message))
    c->message = "";
  c->arena = arena_new(LIMIT_REQUEST_MEMORY);
  if (!c->arena)
    return ERR_NOMEM;
  enum err e = txn_write(site->db, comment_closing_apply, c);
  arena_free(c->arena);
  return e;
}

enum err comment_close(struct site *site, int64_t article, const char *message) {
  struct comment_closing c = {.article = article, .closed = true, .message = message};
  return article > 0 ? comment_closing_run(site, &c) : ERR_NOT_FOUND;
}

enum err comment_close_all(struct site *site, bool closed, const char *message) {
  struct comment_closing c = {.closed = closed, .message = message};
  return comment_closing_run(site, &c);
}

enum err comment_open(
    struct site *site, int64_t article, int64_t now, enum closing *why) {
  struct comment_closing c = {.article = article, .message = ""};
  struct article r;
  enum err e = article > 0 ? comment_closing_run(site, &c) : ERR_NOT_FOUND;
  if (e)
    return e;
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  e = a ? article_by_id(site->db, a, article, &r) : ERR_NOMEM;
  if (!e)
    e = closing_find(site, &r, now, why);
  arena_free(a);
  return e;
}
