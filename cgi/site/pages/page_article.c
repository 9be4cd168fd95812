#include "site/pages/page_article.h"

#include "base/clock.h"
#include "db/model/article_next.h"
#include "db/model/path.h"
#include "db/model/related.h"
#include "db/model/thanks.h"
#include "markup/names/lang_name.h"
#include "site/comments/thanks.h"
#include "site/core/article_link.h"
#include "site/core/closing.h"
#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/core/social_card_file.h"
#include "site/core/translations.h"
#include "site/pages/archives.h"
#include "site/pages/article_comments.h"
#include "site/pages/article_content.h"
#include "site/pages/article_form.h"
#include "site/pages/article_memory.h"
#include "site/pages/correction_view.h"
#include "site/pages/feed_links.h"
#include "site/pages/layout.h"
#include "site/pages/metadata.h"
#include "site/pages/page_redirect.h"
#include "view/messages.h"

/* ---- Finding ---- */

static enum err page_article_find_at(struct site *site, struct arena *a,
    const struct page_request *r, const struct path *found, struct page *p) {
  if (found->kind == PATH_GONE)
    return ERR_GONE;
  if (found->kind == PATH_MOVED)
    return page_redirect_to_article(site, a, found->article_id, p);
  struct page_article *v = arena_alloc(a, sizeof *v);
  if (!v)
    return ERR_NOMEM;
  enum err e = article_by_id(site->db, a, found->article_id, &v->article);
  if (e)
    return e;
  /* The path table says 'article' for public articles only; this is for a database that
   * another program has changed. */
  if (v->article.status != ARTICLE_PUBLISH)
    return ERR_NOT_FOUND;
  p->content = v;
  p->subject = v->article.id;
  /* Everything the page shows must raise the revision, or else the ETag of a changed
   * page would be that of the old one. */
  e = revision_raise_article(site->db, p->subject, &v->revision, &p->revision);
  return e ? e : comment_reader_find(site, a, r, &v->article, p, &v->reader);
}

enum err page_article_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  struct path found;
  enum err e = path_find(site->db, p->decoded, &found);
  if (e == ERR_NOT_FOUND || (!e && archives_reclaim(p->decoded, found.kind)))
    return OK;
  *claimed = true;
  return e ? e : page_article_find_at(site, a, r, &found, p);
}

/* ---- Rendering ---- */

/* A program that writes to the database past txn_write may leave references to articles
 * that no longer exist. The page is complete without them. */
static enum err page_article_skip_missing(enum err e) {
  return e == ERR_NOT_FOUND ? OK : e;
}

static enum err page_article_neighbour(struct site *site, struct arena *a,
    const struct article *r, bool newer, struct view_link *out) {
  int64_t id = 0;
  bool found = false;
  enum err e =
      r->position ? article_next_to(site->db, r->position, newer, &found, &id) : OK;
  return e || !found ? e : page_article_skip_missing(article_link(site, a, id, out));
}

static enum err page_article_related(struct site *site, struct arena *a,
    const struct article *r, struct view_links *out) {
  struct related_list list;
  struct view_link *links = arena_array(a, RELATED_SHOWN, sizeof *links);
  enum err e = links ? related_read(site->db, r->id, &list) : ERR_NOMEM;
  size_t n = 0;
  for (size_t i = 0; !e && i < list.count; i++) {
    e = article_link(site, a, list.ids[i], &links[n]);
    /* A failed link is not counted, so the next one overwrites it. */
    n += !e;
    e = page_article_skip_missing(e);
  }
  if (!e)
    *out = (struct view_links){links, n};
  return e;
}

/* Where comments are closed, what was said remains. */
static enum err page_article_thanks(struct site *site, struct arena *a,
    const struct article *r, struct view_thanks *out) {
  enum closing is = CLOSING_OPEN;
  int64_t count = 0;
  if (!site->settings.thanks)
    return OK;
  enum err e = closing_find(site, r, clock_now(), &is);
  if (!e)
    e = thanks_count(site->db, r->id, &count);
  if (e)
    return e;
  out->article_id = r->id;
  out->action = is == CLOSING_OPEN ? THANKS_PATH : NULL;
  if (count)
    out->count = message_count(a, site->settings.language, MESSAGE_thanks, count);
  return !count || out->count ? OK : ERR_NOMEM;
}

/* Everything that depends on the article alone. */
static enum err page_article_fill(struct site *site, struct arena *a,
    const struct article *r, uint64_t revision, struct view_article_page *v) {
  enum err e = article_content_fill(site, a, r, revision, v);
  if (!e)
    e = page_article_neighbour(site, a, r, false, &v->older);
  if (!e)
    e = page_article_neighbour(site, a, r, true, &v->newer);
  if (!e)
    e = page_article_related(site, a, r, &v->related);
  if (!e)
    e = correction_view_of_article(site, a, r, v);
  if (!e)
    e = page_article_thanks(site, a, r, &v->thanks);
  return e;
}

static enum err page_article_translations(
    struct site *site, struct arena *a, int64_t id, struct view_layout *l) {
  struct translation_links links;
  enum err e = translations_of(site, a, id, &links);
  struct view_translation *list =
      e ? NULL : arena_array(a, links.count + 1, sizeof *list);
  if (!list)
    return e ? e : ERR_NOMEM;
  for (size_t i = 0; i < links.count; i++) {
    const struct translation_link *t = &links.items[i];
    const char *name = lang_name(a, t->lang);
    if (!name)
      return ERR_NOMEM;
    list[i] = (struct view_translation){.url = t->url,
        .lang = t->lang,
        .dir = message_direction(t->lang),
        .name = name,
        .current = t->id == id,
        .any = t == links.any};
  }
  l->translations = list;
  l->translation_count = links.count;
  return OK;
}

/* The title of a page whose form has errors begins with that fact, as screen readers
 * read it first. */
static enum err page_article_layout(struct site *site, struct arena *a,
    const struct page *p, const struct article *r, bool has_errors,
    struct view_article_page *v) {
  const char *lang = site->settings.language;
  struct view_layout *l = &v->layout;
  const char *title = article_link_text(site, a, r);
  enum err e = layout_fill(site, a, p->path, l);
  if (!e)
    e = feed_links_fill(site, a, p->path,
        message_format(a, lang, MESSAGE_feed_comments_on, "NAME", title, NULL), l);
  if (e)
    return e;
  l->title = has_errors && title
                 ? message_format(a, lang, MESSAGE_error_title, "TITLE", title, NULL)
                 : title;
  l->description = *r->excerpt ? r->excerpt : NULL;
  l->noindex = p->is_private;
  /* A private page has no canonical address, because search engines must not merge
   * it with the public one. */
  if (!p->is_private)
    e = page_article_translations(site, a, r->id, l);
  if (e)
    return e;
  if (!p->is_private)
    l->canonical = arena_join(a, site->settings.base_url, p->path, NULL);
  return l->title && (p->is_private || l->canonical) ? OK : ERR_NOMEM;
}

/* The revision of the page without its comments; 0 if it was not found by page_find. */
static uint64_t page_article_revision(const struct page *p) {
  const struct page_article *content = p->content;
  return content->revision > p->layout_revision ? content->revision
                                                : p->layout_revision;
}

/* Everything except the comments and their form, some of whose numbers are needed. */
static enum err page_article_fill_frame(struct site *site, struct arena *a,
    const struct page *p, bool has_errors, struct view_article_page *v) {
  const struct page_article *content = p->content;
  const struct article *r = &content->article;
  v->is_page = r->type == ARTICLE_PAGE;
  enum err e = page_article_layout(site, a, p, r, has_errors, v);
  if (!e)
    e = page_article_fill(site, a, r, page_article_revision(p), v);
  if (e)
    return e;
  /* In the order of a book: the older article is the one before. */
  v->layout.prev_url = v->older.url;
  v->layout.next_url = v->newer.url;
  if (site->settings.webmention.receives)
    v->layout.webmention_url = "/comment/webmention/";
  /* Private pages have no metadata, as nobody else may link to them. */
  if (v->layout.canonical)
    e = social_card_file_url(site, a, r->id, &v->layout.card_url);
  return !e && v->layout.canonical ? metadata_fill(site, a, v) : e;
}

/* The frame of a public page: kept from an earlier rendering, or rendered into
 * `text`. */
static enum err page_article_frame(struct site *site, struct arena *a,
    const struct page *p, const struct article_memory_key *key,
    struct view_article_page *v, struct buf *text, struct view_frame *out) {
  const struct view_frame *kept = article_memory_find(site, key);
  if (kept) {
    *out = *kept;
    return OK;
  }
  struct view_frame frame = {.text = NULL};
  enum err e = page_article_fill_frame(site, a, p, false, v);
  if (!e)
    e = view_article_frame(site->templates, v, text, frame.gaps);
  if (e)
    return e;
  frame.text = buf_text(text);
  frame.size = text->len;
  article_memory_keep(site, key, &frame);
  *out = frame;
  return OK;
}

/* Renders a public page in parts. Keeping something may drop what else is kept, so that
 * from when it is found until it has been copied into the page nothing is kept. */
static enum err page_article_render_parts(struct site *site, struct arena *a,
    const struct page *p, struct article_comments *shown, struct view_article_page *v,
    struct buf *frame_text, struct buf *list_text, struct buf *out) {
  const struct page_article *content = p->content;
  struct article_memory_key key = {.article = content->article.id,
      .revision = page_article_revision(p),
      .comments = content->article.comment_count,
      .shown = article_comments_total(shown),
      .open = v->comments.form != NULL};
  struct view_frame frame;
  v->comments.total = key.shown;
  enum err e = page_article_frame(site, a, p, &key, v, frame_text, &frame);
  if (e)
    return e;
  key.revision = p->revision;
  struct article_list list = {
      .closed = v->comments.closed, .places = shown->thread.comments};
  bool kept = article_memory_list(site, &key, &list);
  if (!kept)
    e = article_comments_fill(site, a, shown, &v->comments);
  if (!kept && !e)
    e = view_article_comments(site->templates, &v->comments, list_text);
  if (e)
    return e;
  if (!kept)
    list.html = (struct view_list){buf_text(list_text), list_text->len};
  e = view_article_join(site->templates, &frame, &list.html, v->comments.form, out);
  if (!kept && !e)
    article_memory_keep_list(site, &key, &list);
  return e;
}

static enum err page_article_render_with(struct site *site, struct arena *a,
    const struct page *p, const struct view_form *given, struct buf *out) {
  const struct page_article *content = p->content;
  const struct comment_reader *reader = &content->reader;
  struct view_article_page v = {.is_page = false};
  struct buf frame = {0}, list = {0};
  struct article_comments shown = {.article = &content->article,
      .path = p->path,
      .held = reader->held.id ? &reader->held : NULL,
      .own = reader->own.id ? &reader->own : NULL};
  enum err e = article_comments_find(site, a, &shown);
  if (!e)
    e = article_form_fill(
        site, a, &content->article, p->path, reader, given, &v.comments);
  if (e)
    return e;
  if (!p->is_private && templates_has_parts(site->templates)) {
    e = page_article_render_parts(site, a, p, &shown, &v, &frame, &list, out);
    buf_free(&frame);
    buf_free(&list);
    return e;
  }
  /* A page for one reader will not be rendered again. */
  e = article_comments_fill(site, a, &shown, &v.comments);
  if (!e)
    e = page_article_fill_frame(site, a, p, given != NULL, &v);
  return e ? e : view_article_page(site->templates, &v, out);
}

enum err page_article_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  return page_article_render_with(site, a, p, NULL, out);
}

enum err page_article_render_form(struct site *site, struct arena *a,
    const struct article *article, const struct view_form *form, struct buf *out) {
  struct page_article content = {.article = *article};
  /* Not found by page_find: the article has been read by comment_submit already. */
  struct page p = {.is_private = true, .content = &content};
  p.path = permalink_encode(a, article->permalink);
  return p.path ? page_article_render_with(site, a, &p, form, out) : ERR_NOMEM;
}

/* ---- Enumerating and invalidation ---- */

/* One row per step (NEXT_PUBLIC in db/model/article.c). */
enum err page_article_enumerate(
    struct site *site, struct arena *a, page_visit *visit, void *context) {
  bool found = true;
  enum err e = OK;
  for (int64_t id = 0; !e && found;) {
    char *path = NULL;
    arena_reset(a);
    e = article_next_public(site->db, a, &found, &id, &path);
    if (!e && found)
      e = visit(context, path);
  }
  return e;
}

enum err page_article_affected(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  (void)site, (void)a;
  switch (change->key) {
  case DEP_ARTICLE:
  case DEP_NEIGHBOURS:
  case DEP_COMMENTS:
    return change->article.permalink
               ? evictor->path(evictor->context, change->article.permalink)
               : OK;
  /* Something else is at the path now. The page that was there may be of any kind. */
  case DEP_PATH:
    return evictor->path(evictor->context, change->invalidated->path);
  case DEP_LISTING:
  case DEP_DATE:
  case DEP_MENU:
  case DEP_SITE:
    break;
  }
  return OK;
}
