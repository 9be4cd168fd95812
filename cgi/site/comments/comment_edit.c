#include "site/comments/comment_edit.h"

#include <string.h>

#include "base/utf8.h"
#include "db/model/comment.h"
#include "db/model/comment_admin.h"
#include "db/txn.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_render.h"
#include "site/comments/spam_filter.h"

struct comment_edit_run {
  struct arena *arena;
  struct comment_changes to;
  int64_t id, now;
  bool changed;
};

/* Like the form, so that nothing gets onto a page that a reader could not have sent. */
static enum err comment_edit_check(
    struct arena *a, struct comment_changes *to, enum comment_fault *fault) {
  if (to->author && !(to->author = comment_fields_trim(a, to->author)))
    return ERR_NOMEM;
  if (to->url && !(to->url = comment_fields_website(a, to->url)))
    return ERR_NOMEM;
  *fault = to->author ? comment_fields_author(to->author) : COMMENT_FAULT_NONE;
  if (!*fault && to->url)
    *fault = comment_fields_url(to->url);
  if (!*fault && to->source)
    *fault = comment_fields_text(to->source);
  return *fault || (to->source &&
                       utf8_check(to->source, strlen(to->source), UTF8_MULTI_LINE))
             ? ERR_INVALID
             : OK;
}

static enum err comment_edit_apply(struct db *s, void *context) {
  struct comment_edit_run *run = context;
  const struct comment_changes *to = &run->to;
  struct comment c;
  enum err e = comment_by_id(s, run->arena, run->id, &c);
  if (e)
    return e;
  /* An editor may be open for hours, and two people may moderate. */
  if (to->was && strcmp(to->was, c.source) != 0)
    return ERR_EXISTS;
  run->changed = (to->author && strcmp(to->author, c.author) != 0) ||
                 (to->url && strcmp(to->url, c.url) != 0) ||
                 (to->source && strcmp(to->source, c.source) != 0);
  /* Nothing is evicted, and an import may still rewrite it. */
  if (!run->changed)
    return OK;
  const struct comment old = c;
  c.author = to->author ? to->author : c.author;
  c.url = to->url ? to->url : c.url;
  c.source = to->source ? to->source : c.source;
  e = comment_render_again(run->arena, &c);
  if (!e)
    e = comment_admin_edit(s, &c, run->now);
  if (!e)
    e = spam_filter_relearn(s, run->arena, &old, &c);
  /* Others are on no page. */
  return e || c.status != COMMENT_APPROVE ? e : comment_invalidate(s, c.article_id);
}

enum err comment_edit(struct site *site, struct arena *a, int64_t id,
    const struct comment_changes *changes, int64_t now, enum comment_fault *fault,
    bool *changed) {
  struct comment_edit_run run = {a, *changes, id, now, false};
  enum err e = comment_edit_check(a, &run.to, fault);
  if (!e)
    e = txn_write(site->db, comment_edit_apply, &run);
  if (!e)
    *changed = run.changed;
  return e;
}
