#include "site/pages/article_form.h"

#include "base/clock.h"
#include "site/comments/comment_quote.h"
#include "site/comments/comment_submit.h"
#include "site/core/closing.h"
#include "site/pages/comment_avatar.h"
#include "view/messages.h"

/* An empty form, or one for a reply. */
static enum err article_form_empty(struct site *site, struct arena *a,
    const struct article *article, const char *path,
    const struct comment_reader *reader, struct view_form *f) {
  struct comment parent;
  *f = (struct view_form){
      .article_id = article->id, .parent_id = reader->reply_to, .known = reader->known};
  /* The page for all readers stays in the cache: when it was made says nothing about
   * when a reader got it. */
  if (reader->held.id || reader->reply_to)
    f->made = comment_submit_form_made(site, a, clock_now());
  if (!reader->reply_to)
    return OK;
  enum err e = comment_by_id(site->db, a, reader->reply_to, &parent);
  if (e)
    return e;
  f->reply_to = parent.author;
  if (reader->quotes)
    return comment_quote(a, &parent, &f->comment);
  f->quote_url = arena_printf(
      a, "%s?replytocom=%lld&quote=1#respond", path, (long long)reader->reply_to);
  return f->quote_url ? OK : ERR_NOMEM;
}

/* A static page that never had comments says nothing about them, unless its author
 * does.
 */
static enum err article_form_close(struct site *site, struct arena *a,
    const struct article *article, enum closing why, const char **out) {
  const char *sentence;
  enum err e = closing_sentence(site, a, article, why, &sentence);
  if (e)
    return e;
  if (*sentence)
    *out = sentence;
  else if (article->type == ARTICLE_POST || article->comment_count ||
           why == CLOSING_SITE)
    *out = message_get(site->settings.language, MESSAGE_comments_closed);
  return OK;
}

void article_form_send(const struct site *site, struct view_form *form) {
  /* If the form comes back with errors, the browser scrolls to it. After a success, the
   * fragment of Location replaces this one (RFC 9110 section 10.2.2). */
  form->action = "/comment/#respond";
  form->can_follow = site->settings.mail.follow;
  form->script_url = assets_url(site->assets, "remember.js");
}

enum err article_form_fill(struct site *site, struct arena *a,
    const struct article *article, const char *path,
    const struct comment_reader *reader, const struct view_form *given,
    struct view_comments *out) {
  /* When the time comes, the scheduler invalidates the page (closing_due). */
  enum closing is = CLOSING_OPEN;
  enum err e = closing_find(site, article, clock_now(), &is);
  if (e)
    return e;
  if (is != CLOSING_OPEN)
    return article_form_close(site, a, article, is, &out->closed);
  struct view_form *form = arena_alloc(a, sizeof *form);
  e = form ? OK : ERR_NOMEM;
  if (!e && given)
    *form = *given;
  else if (!e)
    e = article_form_empty(site, a, article, path, reader, form);
  if (e)
    return e;
  article_form_send(site, form);
  if (form->preview_author && site->settings.avatars)
    e = comment_avatar(a, form->preview_author, &form->preview_avatar);
  if (e)
    return e;
  form->cancel_url = arena_join(a, path, "#respond", NULL);
  out->form = form;
  return form->cancel_url ? OK : ERR_NOMEM;
}
