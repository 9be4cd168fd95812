#include "site/mail/mail_comment.h"

#include "markup/html/html_absolute.h"
#include "site/comments/comment_path.h"
#include "site/core/article_link.h"
#include "view/messages.h"

const char *mail_comment_url(const struct site *site, struct arena *a, int64_t id) {
  const char *path = comment_path_permanent(a, id);
  return path ? arena_join(a, site->settings.base_url, path, NULL) : NULL;
}

/* A mail is read outside the site, where relative links lead nowhere. */
static const char *mail_comment_html(
    const struct site *site, struct arena *a, const struct comment *c) {
  struct buf html = {0};
  enum err e = html_absolute(c->html, site->settings.base_url, "/", &html);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&html));
  buf_free(&html);
  return copy;
}

enum err mail_comment_item(struct site *site, struct arena *a, const struct comment *c,
    const struct article *r, struct view_mail_item *out) {
  struct view_link article = {0};
  const char *lang = site->settings.language;
  enum err e = article_link(site, a, r->id, &article);
  /* A withdrawn article has a title, but no address. */
  if (e && e != ERR_NOT_FOUND)
    return e;
  struct view_mail_item item = {
      .author = c->author,
      .website = c->url,
      .when = message_day_time(a, lang, c->created_at),
      .title = article_link_text(site, a, r),
      .title_url = article.url
                       ? arena_join(a, site->settings.base_url, article.url, NULL)
                       : site->settings.base_url,
      .text = c->source,
      .html = mail_comment_html(site, a, c),
  };
  if (!item.when || !item.title || !item.title_url || !item.html)
    return ERR_NOMEM;
  *out = item;
  return OK;
}

enum err mail_comment_render(const struct site *site, struct arena *a,
    struct view_mail *view, struct mail_message *out) {
  struct buf text = {0}, html = {0};
  view->lang = message_language(site->settings.language);
  view->dir = message_direction(view->lang);
  view->site_title = site->settings.title;
  view->site_url = site->settings.base_url;
  enum err e = view_mail(site->templates, view, &text, &html);
  if (!e) {
    out->subject = view->subject;
    out->text = arena_strdup(a, buf_text(&text));
    out->html = arena_strdup(a, buf_text(&html));
    e = out->text && out->html ? OK : ERR_NOMEM;
  }
  buf_free(&text);
  buf_free(&html);
  return e;
}
