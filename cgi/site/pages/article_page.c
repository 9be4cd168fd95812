#include "site/pages/layout.h"

#include <string.h>

#include "base/clock.h"
#include "base/number_text.h"
#include "db/model/related.h"
#include "markup/html/html_scrollable.h"
#include "site/comments/thread.h"
#include "site/core/article_link.h"
#include "site/core/permalink.h"
#include "site/pages/article_body.h"
#include "site/pages/feed.h"
#include "site/pages/metadata.h"
#include "view/messages.h"

static enum err fill_comment(struct site *site, struct arena *a, const struct page *p,
    const struct comment *c, int depth, bool can_reply, struct view_comment *out) {
  const char *lang = site->settings.language;
  char iso[CLOCK_ISO], id[NUMBER_TEXT];
  number_text(c->id, 1, id);
  struct view_comment v = {
      .id = c->id,
      .depth = depth,
      .author = c->author,
      .author_url = *c->url ? c->url : NULL,
      .url = arena_join(a, p->path, "#comment-", id, NULL),
  };
  enum err e = html_scrollable(a, c->html, &v.body_html);
  if (e)
    return e;
  clock_iso(c->created_at, iso);
  v.written.iso = arena_strdup(a, iso);
  v.written.text = message_day_time(a, lang, c->created_at);
  if (can_reply) {
    v.reply_url = arena_join(a, p->path, "?replytocom=", id, "#respond", NULL);
    v.reply_label =
        message_format(a, lang, MESSAGE_reply_label, "NAME", c->author, NULL);
  }
  if (!v.url || !v.written.iso || !v.written.text ||
      (can_reply && (!v.reply_url || !v.reply_label)))
    return ERR_NOMEM;
  *out = v;
  return OK;
}

/* The approved comments and, for its author, the one that waits. */
static enum err read_comments(struct site *site, struct arena *a, const struct page *p,
    struct comment **out, size_t *count) {
  enum err e = comment_approved(site->db, a, p->article.id, out, count);
  if (e || !p->held.id)
    return e;
  /* The list has room for one more; ids are in order. */
  size_t at = *count;
  while (at && (*out)[at - 1].id > p->held.id)
    at--;
  memmove(*out + at + 1, *out + at, (*count - at) * sizeof **out);
  (*out)[at] = p->held;
  ++*count;
  return OK;
}

/* The comments of a page in their order, and the heading over them. */
static enum err fill_comments(struct site *site, struct arena *a, const struct page *p,
    struct view_article_page *view) {
  struct comment *comments = NULL;
  struct thread_entry *places = NULL;
  size_t n = 0;
  const char *lang = site->settings.language;
  int max_depth = (int)site->settings.max_depth;
  bool open = p->article.comments_open;
  enum err e = read_comments(site, a, p, &comments, &n);
  if (!e)
    e = thread_order(a, comments, n, max_depth, &places);
  if (e)
    return e;
  struct view_comment *views = arena_array(a, n + 1, sizeof *views);
  if (!views)
    return ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    const struct comment *c = &comments[places[i].index];
    bool held = c->id == p->held.id;
    e = fill_comment(site, a, p, c, places[i].depth,
        open && !held && places[i].depth < max_depth, &views[i]);
    views[i].held = held;
  }
  view->comments = views;
  view->comment_count = n;
  if (p->article.comment_count)
    view->comments_heading = message_count(a, lang, MESSAGE_comments_zero,
        MESSAGE_thoughts_one, MESSAGE_thoughts_many, p->article.comment_count);
  return e;
}

/* An empty form, or one that answers a comment. */
static enum err fill_form(
    struct site *site, struct arena *a, const struct page *p, struct view_form *f) {
  struct comment parent;
  f->article_id = p->article.id;
  f->parent_id = p->reply_to;
  if (!p->reply_to)
    return OK;
  enum err e = comment_by_id(site->db, a, p->reply_to, &parent);
  if (!e)
    f->reply_to = parent.author;
  return e;
}

/* The parents of a static page, outermost first. */
static enum err fill_breadcrumbs(
    struct site *site, struct arena *a, int64_t parent, struct view_links *out) {
  enum { MOST = 16 };
  struct view_link *links = arena_array(a, MOST, sizeof *links);
  size_t at = MOST;
  if (!links)
    return ERR_NOMEM;
  while (parent && at) {
    struct article r;
    enum err e = article_by_id(site->db, a, parent, &r);
    if (e)
      return e;
    if (r.status == ARTICLE_PUBLISH && r.permalink) {
      links[--at] =
          (struct view_link){permalink_encode(a, r.permalink), r.title, false};
      if (!links[at].url)
        return ERR_NOMEM;
    }
    parent = r.parent_id;
  }
  *out = (struct view_links){links + at, MOST - at};
  return OK;
}

/* Its first category and those above it, outermost first. */
static enum err fill_filed(
    struct site *site, struct arena *a, int64_t article, struct view_links *out) {
  enum { MOST = 16 };
  struct term *terms = NULL, path[MOST] = {0};
  size_t n = 0, at = MOST;
  enum err e = term_of_article(site->db, a, TERM_CATEGORY, article, &terms, &n);
  if (!e && n)
    path[--at] = terms[0];
  while (!e && n && at && path[at].parent_id) {
    e = term_by_id(site->db, a, TERM_CATEGORY, path[at].parent_id, &path[at - 1]);
    at--;
  }
  return e ? e : layout_link_terms(a, "category", path + at, MOST - at, out);
}

/* What was changed past the gate may name what is not there: the page is whole without
 * it. */
static enum err skip_missing(enum err e) {
  return e == ERR_NOT_FOUND ? OK : e;
}

/* The article next to this one. */
static enum err fill_beside(struct site *site, struct arena *a, const struct article *r,
    bool newer, struct view_link *out) {
  int64_t id = 0;
  bool found = false;
  enum err e =
      r->position ? article_neighbour(site->db, r->position, newer, &found, &id) : OK;
  return e || !found ? e : skip_missing(article_link(site, a, id, out));
}

static enum err fill_related(struct site *site, struct arena *a,
    const struct article *r, struct view_links *out) {
  struct related_list list;
  struct view_link *links = arena_array(a, RELATED_SHOWN, sizeof *links);
  enum err e = links ? related_read(site->db, r->id, &list) : ERR_NOMEM;
  size_t n = 0;
  for (size_t i = 0; !e && i < list.count; i++) {
    e = article_link(site, a, list.ids[i], &links[n]);
    n += !e;
    e = skip_missing(e);
  }
  if (!e)
    *out = (struct view_links){links, n};
  return e;
}

enum err layout_render_article(struct site *site, struct arena *a, const struct page *p,
    const struct view_form *given, struct buf *out) {
  const struct article *r = &p->article;
  struct view_article_page v = {.is_page = r->type == ARTICLE_PAGE};
  struct view_form form = given ? *given : (struct view_form){0};
  enum err e = layout_fill(site, a, p->path, &v.frame);
  if (!e)
    e = layout_fill_article(site, a, r, &v.article);
  if (!e)
    e = article_body_fill(site, a, r->id, &v);
  if (!e && v.is_page)
    e = fill_breadcrumbs(site, a, r->parent_id, &v.breadcrumbs);
  if (!e && !v.is_page)
    e = fill_filed(site, a, r->id, &v.filed);
  if (!e)
    e = fill_beside(site, a, r, false, &v.older);
  if (!e)
    e = fill_beside(site, a, r, true, &v.newer);
  if (!e)
    e = fill_related(site, a, r, &v.related);
  if (!e)
    e = fill_comments(site, a, p, &v);
  if (!e && !given)
    e = fill_form(site, a, p, &form);
  if (e)
    return e;
  e = feed_links(site, a, p->path,
      message_format(a, site->settings.language, MESSAGE_feed_comments_on, "NAME",
          article_link_text(site, a, r), NULL),
      &v.frame);
  if (e)
    return e;
  v.article.sticky = false; /* a matter of lists */
  v.frame.title = article_link_text(site, a, r);
  v.frame.description = *r->excerpt ? r->excerpt : NULL;
  v.frame.noindex = p->is_private;
  v.frame.prev_url = v.older.url;
  v.frame.next_url = v.newer.url;
  if (!p->is_private)
    v.frame.canonical = arena_printf(a, "%s%s", site->settings.base_url, p->path);
  /* Where the form comes back with errors, the reader is to see them. The fragment of a
   * redirect's Location wins over this one (RFC 9110 section 10.2.2). */
  form.action = "/comment/#respond";
  if (given)
    v.frame.title = message_format(
        a, site->settings.language, MESSAGE_error_title, "TITLE", v.frame.title, NULL);
  form.cancel_url = arena_printf(a, "%s#respond", p->path);
  if (!v.frame.title || !form.cancel_url || (!p->is_private && !v.frame.canonical))
    return ERR_NOMEM;
  /* The stored state, which the scheduler changes: a page never asks the clock. */
  if (r->comments_open)
    v.form = &form;
  else if (r->type == ARTICLE_POST || r->comment_count)
    v.closed = message_get(site->settings.language, MESSAGE_comments_closed);
  if (v.frame.canonical)
    e = metadata_fill(site, a, &v);
  return e ? e : view_article_page(site->templates, &v, out);
}
