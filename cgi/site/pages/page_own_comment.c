#include "site/pages/page_own_comment.h"

#include "base/number_text.h"
#include "base/utf8.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "site/comments/own_link.h"
#include "site/core/permalink.h"
#include "site/pages/layout.h"
#include "view/messages.h"
#include "view/view_own_comment.h"

/* A page while it is filled. */
struct page_own_filling {
  struct site *site;
  struct arena *arena;
  struct comment comment;
  struct article article;
  struct view_own_form form;
  char rev[NUMBER_TEXT];
  struct view_own_comment view;
};

static enum err page_own_comment_finish(struct page_own_filling *f, struct buf *out) {
  struct view_layout *l = &f->view.layout;
  enum err e = db_read_begin(f->site->db);
  if (!e)
    e = layout_fill(f->site, f->arena, NULL, l);
  db_read_end(f->site->db);
  if (e)
    return e;
  l->title = f->view.heading;
  l->noindex = true;
  return view_own_comment(f->site->templates, &f->view, out);
}

static void page_own_comment_say(
    struct page_own_filling *f, enum message heading, enum message note) {
  const char *lang = f->site->settings.language;
  f->view.heading = message_get(lang, heading);
  f->view.note = message_get(lang, note);
}

/* ERR_NOT_FOUND if there is nothing that its sender could change. */
static enum err page_own_comment_read(struct page_own_filling *f, int64_t id) {
  enum err e = comment_by_id(f->site->db, f->arena, id, &f->comment);
  if (!e && f->comment.status == COMMENT_TRASH)
    e = ERR_NOT_FOUND;
  if (!e)
    e = article_by_id(f->site->db, f->arena, f->comment.article_id, &f->article);
  return !e && f->article.status != ARTICLE_PUBLISH ? ERR_NOT_FOUND : e;
}

/* The page of the comment, with the token for as long as it is good for something. */
static enum err page_own_comment_add_back(struct page_own_filling *f, int64_t now) {
  f->view.back_text = message_get(f->site->settings.language, MESSAGE_own_back);
  return own_link_location(
      f->site, f->arena, &f->article, &f->comment, NULL, now, &f->view.back_url);
}

static enum err page_own_comment_add_form(
    struct page_own_filling *f, int64_t rev, const char *token) {
  const char *lang = f->site->settings.language;
  const char *until =
      message_day_time(f->arena, lang, own_link_until(f->site, &f->comment));
  f->view.heading = message_get(lang, MESSAGE_own_title);
  f->view.token = token;
  f->view.form = &f->form;
  f->form.rev = number_text(rev, 1, f->rev);
  f->form.until =
      until ? message_format(f->arena, lang, MESSAGE_own_until, "TIME", until, NULL)
            : NULL;
  return f->form.until ? OK : ERR_NOMEM;
}

static void page_own_comment_add_question(
    struct page_own_filling *f, const char *token) {
  page_own_comment_say(f, MESSAGE_own_withdraw_title, MESSAGE_own_withdraw_hint);
  f->view.token = token;
  f->view.withdraw_html = f->comment.html;
}

enum err page_own_comment_render(struct site *site, struct arena *a, int64_t id,
    const char *token, bool withdraws, int64_t now, int *status, struct buf *out) {
  struct page_own_filling f = {.site = site, .arena = a};
  enum err e = page_own_comment_read(&f, id);
  bool gone = e == ERR_NOT_FOUND;
  bool over = !e && !own_link_is_open(site, &f.comment, now);
  *status = gone || over ? 410 : 200;
  if (gone) {
    page_own_comment_say(&f, MESSAGE_own_gone, MESSAGE_own_gone_message);
    return page_own_comment_finish(&f, out);
  }
  if (!e)
    e = page_own_comment_add_back(&f, now);
  if (e)
    return e;
  if (over) {
    page_own_comment_say(&f, MESSAGE_own_over, MESSAGE_own_over_message);
  } else if (withdraws) {
    page_own_comment_add_question(&f, token);
  } else {
    f.form.comment = f.comment.source;
    f.form.author = f.comment.author;
    f.form.url = f.comment.url;
    e = page_own_comment_add_form(&f, f.comment.edited_at, token);
  }
  return e ? e : page_own_comment_finish(&f, out);
}

static enum err page_own_comment_add_faults(
    struct page_own_filling *f, const struct own_outcome *o, const char *token) {
  const char *lang = f->site->settings.language;
  enum err e = page_own_comment_add_form(f, o->rev, token);
  f->form.comment = o->comment;
  f->form.author = o->author;
  f->form.url = o->url;
  f->form.comment_error = comment_fault_text(
      f->arena, lang, o->faults.comment, (int64_t)utf8_length(o->comment));
  f->form.author_error = comment_fault_text(f->arena, lang, o->faults.author, 0);
  f->form.url_error = comment_fault_text(f->arena, lang, o->faults.url, 0);
  f->form.form_error =
      comment_fault_text(f->arena, lang, o->faults.whole, o->retry_after);
  if (o->result == OWN_MEANWHILE)
    f->form.form_error = message_get(lang, MESSAGE_own_meanwhile);
  return e;
}

/* Back to the article: the comment is not there any more. */
static enum err page_own_comment_withdrawn(
    struct page_own_filling *f, const struct own_outcome *o) {
  page_own_comment_say(f, MESSAGE_own_withdrawn, MESSAGE_own_withdrawn_message);
  f->view.back_text = message_get(f->site->settings.language, MESSAGE_back_to_article);
  f->view.back_url = permalink_encode(f->arena, o->article.permalink);
  return f->view.back_url ? OK : ERR_NOMEM;
}

enum err page_own_comment_render_outcome(struct site *site, struct arena *a, int64_t id,
    const char *token, bool withdraws, const struct own_outcome *o, int *status,
    struct buf *out) {
  struct page_own_filling f = {.site = site, .arena = a};
  enum err e = OK;
  *status = 200;
  if (o->result == OWN_DONE)
    e = page_own_comment_withdrawn(&f, o);
  if (o->result == OWN_OVER || o->result == OWN_GONE) {
    bool over = o->result == OWN_OVER;
    *status = 410;
    page_own_comment_say(&f, over ? MESSAGE_own_over : MESSAGE_own_gone,
        over ? MESSAGE_own_over_message : MESSAGE_own_gone_message);
    f.view.kept = o->comment;
  }
  if (o->result != OWN_FAULTY && o->result != OWN_TOO_QUICK &&
      o->result != OWN_MEANWHILE)
    return e ? e : page_own_comment_finish(&f, out);
  *status = o->result == OWN_FAULTY ? 422 : o->result == OWN_TOO_QUICK ? 429 : 409;
  e = page_own_comment_read(&f, id);
  if (e)
    return e;
  if (withdraws) {
    page_own_comment_add_question(&f, token);
    f.view.note =
        comment_fault_text(a, site->settings.language, o->faults.whole, o->retry_after);
  } else {
    e = page_own_comment_add_faults(&f, o, token);
  }
  return e ? e : page_own_comment_finish(&f, out);
}

enum err page_own_comment_render_dead(struct site *site, struct arena *a, enum err why,
    const char *kept, struct buf *out) {
  struct page_own_filling f = {.site = site, .arena = a};
  bool over = why == ERR_GONE;
  page_own_comment_say(&f, over ? MESSAGE_own_over : MESSAGE_link_invalid,
      over ? MESSAGE_own_over_message : MESSAGE_link_invalid_message);
  f.view.kept = kept;
  return page_own_comment_finish(&f, out);
}
