#include "site/mail/follow_mail.h"

#include "db/model/comment.h"
#include "db/model/follow.h"
#include "site/comments/follow_link.h"
#include "site/comments/follow_match.h"
#include "site/comments/own_link.h"
#include "site/core/article_link.h"
#include "site/mail/mail_comment.h"
#include "view/messages.h"

/* *out is one that waits: the newest. ERR_GONE if none does. */
static enum err follow_mail_waiting(
    struct site *site, struct arena *a, int64_t follower, struct follow *out) {
  struct follow *list = NULL;
  size_t count = 0;
  enum err e = follow_list(site->db, a, follower, &list, &count);
  if (e)
    return e;
  for (size_t i = 0; i < count; i++)
    if (!list[i].confirmed_at) {
      *out = list[i];
      return OK;
    }
  return ERR_GONE;
}

/* The answer, and, as long as there is time for it, what the sender can do about the
 * comment: also somebody else in whose name it was written. */
static enum err follow_mail_choices(struct site *site, struct arena *a,
    const struct follow *f, const char *page, int64_t now, struct view_links *out) {
  const char *lang = site->settings.language;
  struct comment c;
  struct view_link *links = arena_array(a, 2, sizeof *links);
  if (!links)
    return ERR_NOMEM;
  links[0] = (struct view_link){
      .url = page, .text = message_get(lang, MESSAGE_follow_confirm)};
  *out = (struct view_links){links, 1};
  enum err e = comment_shown(site->db, a, f->comment_id, &c);
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  const char *own = own_link(site, a, &c, now);
  if (!own)
    return ERR_NOMEM;
  links[1] = (struct view_link){
      .url = own, .text = message_get(lang, MESSAGE_follow_mail_own)};
  out->count += *own != '\0';
  return OK;
}

/* Anyone can have this mail sent to anyone, once a day: it has no word that a reader
 * has written. */
enum err follow_mail_compose_confirm(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) {
  const char *lang = site->settings.language, *title = site->settings.title;
  struct follow f = {0};
  struct article r;
  enum err e = follow_mail_waiting(site, a, mail->subject_id, &f);
  if (!e)
    e = article_by_id(site->db, a, f.article_id, &r);
  if (e)
    return e == ERR_NOT_FOUND ? ERR_GONE : e;
  const char *article = article_link_text(site, a, &r);
  const char *page = follow_link_page(site, a, mail->subject_id, now);
  struct view_links choices;
  if (!article || !page)
    return ERR_NOMEM;
  e = follow_mail_choices(site, a, &f, page, now, &choices);
  if (e)
    return e;
  struct view_mail view = {
      .subject =
          message_format(a, lang, MESSAGE_follow_mail_confirm, "TITLE", title, NULL),
      .intro = message_format(a, lang, MESSAGE_follow_mail_question, "SITE", title,
          "ARTICLE", article, NULL),
      .links = choices,
      .note = message_get(lang, MESSAGE_follow_mail_ignore),
      .stop = message_get(lang, MESSAGE_follow_refuse),
      .stop_url = page,
  };
  if (!view.subject || !view.intro)
    return ERR_NOMEM;
  return mail_comment_render(site, a, &view, out);
}

/* *out is what of the follower concerns the comment. ERR_GONE if nothing does. */
static enum err follow_mail_find(struct site *site, struct arena *a, int64_t follower,
    const struct comment *c, struct follow *out) {
  struct follow_match match;
  struct follow *list = NULL;
  size_t count = 0;
  enum err e = follow_match_open(site, a, c, &match);
  if (!e)
    e = follow_list(site->db, a, follower, &list, &count);
  if (e)
    return e;
  for (size_t i = 0; i < count; i++)
    if (list[i].article_id == c->article_id && follow_match_has(&match, &list[i])) {
      *out = list[i];
      return OK;
    }
  return ERR_GONE;
}

static enum err follow_mail_links(struct site *site, struct arena *a,
    const struct comment *c, const struct view_mail_item *item,
    struct view_links *out) {
  const char *lang = site->settings.language;
  struct view_link *links = arena_array(a, 2, sizeof *links);
  if (!links)
    return ERR_NOMEM;
  links[0] = (struct view_link){.url = arena_printf(a, "%s?replytocom=%lld#respond",
                                    item->title_url, (long long)c->id),
      .text = message_get(lang, MESSAGE_reply)};
  links[1] = (struct view_link){.url = mail_comment_url(site, a, c->id),
      .text = message_get(lang, MESSAGE_mail_view)};
  if (!links[0].url || !links[1].url)
    return ERR_NOMEM;
  *out = (struct view_links){links, 2};
  return OK;
}

/* The comment, as it is public now. ERR_GONE if it is not. */
static enum err follow_mail_item(struct site *site, struct arena *a, int64_t id,
    struct comment *c, struct article *r, struct view_mail_item *out) {
  enum err e = comment_by_id(site->db, a, id, c);
  if (!e)
    e = article_by_id(site->db, a, c->article_id, r);
  if (e)
    return e == ERR_NOT_FOUND ? ERR_GONE : e;
  if (c->status != COMMENT_APPROVE || r->status != ARTICLE_PUBLISH)
    return ERR_GONE;
  e = mail_comment_item(site, a, c, r, out);
  return e ? e : follow_mail_links(site, a, c, out, &out->links);
}

enum err follow_mail_compose_news(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) {
  const char *lang = site->settings.language;
  struct comment c;
  struct article r;
  struct follow f = {0};
  struct view_mail_item item = {0};
  enum err e = follow_mail_item(site, a, mail->comment_id, &c, &r, &item);
  if (!e)
    e = follow_mail_find(site, a, mail->subject_id, &c, &f);
  if (e)
    return e;
  struct view_mail view = {.items = &item,
      .item_count = 1,
      .subject = message_format(
          a, lang, MESSAGE_mail_comment_subject, "TITLE", item.title, NULL),
      .note = message_get(lang, f.scope == FOLLOW_ALL ? MESSAGE_follow_mail_all
                                                      : MESSAGE_follow_mail_replies),
      .stop = message_get(lang, MESSAGE_follow_mail_stop),
      .stop_url = follow_link_page(site, a, f.follower_id, now)};
  out->unsubscribe = follow_link_stop(site, a, f.id, now);
  out->from_name = message_format(a, lang, MESSAGE_mail_from, "NAME", c.author, "TITLE",
      site->settings.title, NULL);
  if (!view.subject || !view.stop_url || !out->unsubscribe || !out->from_name)
    return ERR_NOMEM;
  out->article_id = r.id;
  return mail_comment_render(site, a, &view, out);
}
