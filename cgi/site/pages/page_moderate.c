#include "site/pages/page_moderate.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/comment_verdict.h"
#include "site/comments/comment_reason.h"
#include "site/core/article_link.h"
#include "site/core/permalink.h"
#include "site/pages/layout.h"
#include "view/messages.h"
#include "view/view_moderate.h"

/* By enum comment_status. */
static const enum message page_moderate_statuses[] = {MESSAGE_status_approve,
    MESSAGE_status_hold, MESSAGE_status_spam, MESSAGE_status_trash};
static const enum message page_moderate_done[] = {MESSAGE_moderated_approve,
    MESSAGE_moderated_hold, MESSAGE_moderated_spam, MESSAGE_moderated_trash};

/* In the order of the buttons. Approved comments can be held again; others cannot,
 * since that would only put off the decision. */
static const struct {
  enum comment_status to;
  enum moderate_action action;
  enum message text;
} page_moderate_choices[] = {
    {COMMENT_APPROVE, MODERATE_APPROVE, MESSAGE_moderate_approve},
    {COMMENT_HOLD, MODERATE_HOLD, MESSAGE_moderate_hold},
    {COMMENT_SPAM, MODERATE_SPAM, MESSAGE_moderate_spam},
    {COMMENT_TRASH, MODERATE_TRASH, MESSAGE_moderate_trash},
};
enum { CHOICES = sizeof page_moderate_choices / sizeof page_moderate_choices[0] };

/* Page and comment while they are filled. */
struct page_moderate_filling {
  struct site *site, *link;
  struct arena *arena;
  const struct page_moderate *page;
  struct comment comment;
  struct view_choice choices[CHOICES];
};

static enum err page_moderate_add_choices(
    struct page_moderate_filling *f, struct view_moderate *v) {
  const char *lang = f->site->settings.language;
  for (size_t i = 0; i < CHOICES; i++) {
    if (page_moderate_choices[i].to == f->comment.status ||
        (page_moderate_choices[i].to == COMMENT_HOLD &&
            f->comment.status != COMMENT_APPROVE))
      continue;
    f->choices[v->choice_count++] = (struct view_choice){
        .value = moderate_action_name(page_moderate_choices[i].action),
        .text = message_get(lang, page_moderate_choices[i].text),
        .suggested = page_moderate_choices[i].action == f->page->suggested};
  }
  v->choices = f->choices;
  /* Spam has to be approved first, knowingly. */
  v->replies =
      f->comment.status == COMMENT_APPROVE || f->comment.status == COMMENT_HOLD;
  v->reply_first = f->page->suggested == MODERATE_REPLY;
  v->is_held = f->comment.status == COMMENT_HOLD;
  return OK;
}

static enum err page_moderate_add_article(
    struct page_moderate_filling *f, struct view_moderate *v) {
  struct article r;
  enum err e = article_by_id(f->link->db, f->arena, f->comment.article_id, &r);
  if (e)
    return e;
  v->article = article_link_text(f->site, f->arena, &r);
  if (r.status == ARTICLE_PUBLISH && r.permalink)
    v->article_url = permalink_encode(f->arena, r.permalink);
  return v->article && (v->article_url || !r.permalink || r.status != ARTICLE_PUBLISH)
             ? OK
             : ERR_NOMEM;
}

static enum err page_moderate_add_parent(
    struct page_moderate_filling *f, struct view_moderate *v) {
  struct comment parent;
  if (!f->comment.parent_id)
    return OK;
  enum err e = comment_shown(f->link->db, f->arena, f->comment.parent_id, &parent);
  if (!e)
    v->parent = parent.author;
  return e;
}

static enum err page_moderate_add_state(
    struct page_moderate_filling *f, struct view_moderate *v) {
  const char *lang = f->site->settings.language;
  struct comment_verdict verdict;
  enum err e = comment_verdict_get(f->link->db, f->arena, f->comment.id, &verdict);
  if (e)
    return e;
  const char *reason = comment_reason_text(f->arena, lang, &verdict);
  v->from = comment_status_name(f->comment.status);
  v->status = message_format(f->arena, lang, MESSAGE_moderate_status, "STATUS",
      message_get(lang, page_moderate_statuses[f->comment.status]), NULL);
  v->score = comment_reason_score(f->arena, lang, &verdict);
  if (reason && *reason)
    v->reason =
        message_format(f->arena, lang, MESSAGE_moderate_reason, "REASON", reason, NULL);
  return reason && v->status && v->score && (v->reason || !*reason) ? OK : ERR_NOMEM;
}

static enum err page_moderate_add_comment(
    struct page_moderate_filling *f, struct view_moderate *v) {
  char iso[CLOCK_ISO];
  enum err e = comment_shown(f->link->db, f->arena, f->page->id, &f->comment);
  if (e)
    return e;
  clock_iso(f->comment.created_at, iso);
  v->author = f->comment.author;
  v->author_url = f->comment.url;
  v->body_html = f->comment.html;
  v->written.iso = arena_strdup(f->arena, iso);
  v->written.text =
      message_day_time(f->arena, f->site->settings.language, f->comment.created_at);
  e = v->written.iso && v->written.text ? OK : ERR_NOMEM;
  if (!e)
    e = page_moderate_add_article(f, v);
  if (!e)
    e = page_moderate_add_parent(f, v);
  if (!e)
    e = page_moderate_add_state(f, v);
  return e ? e : page_moderate_add_choices(f, v);
}

static enum message page_moderate_note(
    const struct moderate_order *order, enum moderate_result result) {
  switch (result) {
  case MODERATE_DONE:
    if (order->undo_reply)
      return MESSAGE_moderated_undone;
    return page_moderate_done[order->to];
  case MODERATE_BEFORE:
    return MESSAGE_moderated_before;
  case MODERATE_MEANWHILE:
    return MESSAGE_moderated_meanwhile;
  case MODERATE_REPLIED:
    return MESSAGE_moderated_reply;
  case MODERATE_REPLY_TWICE:
    return MESSAGE_moderated_reply_twice;
  case MODERATE_REPLY_REFUSED:
    return MESSAGE_moderated_reply_refused;
  case MODERATE_REPLY_FAULTY:
    break;
  }
  return MESSAGE_COUNT;
}

/* What was decided can be taken back. That of a reply, too, together with the approval
 * that came with it; its own token is the proof that it is the one. */
static enum err page_moderate_add_undo(
    struct page_moderate_filling *f, struct view_moderate *v) {
  const struct moderate_order *order = f->page->order;
  const struct moderate_outcome *o = f->page->outcome;
  if (o->result != MODERATE_DONE && o->result != MODERATE_REPLIED)
    return OK;
  /* Undoing is no step that needs to be undone. */
  if (order->undo_reply)
    return OK;
  v->undo = comment_status_name(order->from);
  if (o->result != MODERATE_REPLIED)
    return OK;
  v->undo_reply = moderate_link_token(f->site, f->arena, o->reply, order->now);
  return v->undo_reply ? OK : ERR_NOMEM;
}

static enum err page_moderate_add_outcome(
    struct page_moderate_filling *f, struct view_moderate *v) {
  const char *lang = f->site->settings.language;
  const struct moderate_order *order = f->page->order;
  const struct moderate_outcome *o = f->page->outcome;
  if (!o)
    return OK;
  enum message note = page_moderate_note(order, o->result);
  if (note != MESSAGE_COUNT)
    v->note = message_get(lang, note);
  if (o->result == MODERATE_REPLY_FAULTY) {
    v->reply_fault = comment_fault_text(
        f->arena, lang, o->fault, (int64_t)utf8_length(order->reply));
    if (!v->reply_fault)
      v->reply_fault = message_get(lang, MESSAGE_error_400_message);
  }
  if (o->result == MODERATE_REPLY_FAULTY || o->result == MODERATE_REPLY_REFUSED) {
    v->reply = order->reply;
    v->replies = true;
  }
  return page_moderate_add_undo(f, v);
}

/* Both snapshots end here: the change that may follow on another connection must be
 * able to empty the log. */
static enum err page_moderate_layout(
    struct site *site, struct arena *a, const char *title, struct view_layout *out) {
  enum err e = db_read_begin(site->db);
  if (!e)
    e = layout_fill(site, a, NULL, out);
  db_read_end(site->db);
  if (!e) {
    out->title = title;
    out->noindex = true;
  }
  return e;
}

enum err page_moderate_render(struct site *site, struct site *link, struct arena *a,
    const struct page_moderate *p, struct buf *out) {
  struct page_moderate_filling f = {.site = site, .link = link, .arena = a, .page = p};
  struct view_moderate v = {.link = p->token,
      .heading = message_get(site->settings.language, MESSAGE_moderate_title)};
  enum err e = db_read_begin(link->db);
  if (!e)
    e = page_moderate_add_comment(&f, &v);
  db_read_end(link->db);
  if (!e)
    e = page_moderate_add_outcome(&f, &v);
  if (!e)
    e = page_moderate_layout(site, a, v.heading, &v.layout);
  return e ? e : view_moderate(site->templates, &v, out);
}

enum err page_moderate_render_dead(
    struct site *site, struct arena *a, enum err why, struct buf *out) {
  const char *lang = site->settings.language;
  enum message heading = MESSAGE_link_invalid, note = MESSAGE_link_invalid_message;
  if (why == ERR_GONE) {
    heading = MESSAGE_link_expired;
    note = MESSAGE_moderate_expired;
  } else if (why == ERR_NOT_FOUND) {
    heading = MESSAGE_moderate_deleted;
    note = MESSAGE_moderate_deleted_message;
  }
  struct view_moderate v = {
      .heading = message_get(lang, heading), .note = message_get(lang, note)};
  enum err e = page_moderate_layout(site, a, v.heading, &v.layout);
  return e ? e : view_moderate(site->templates, &v, out);
}
