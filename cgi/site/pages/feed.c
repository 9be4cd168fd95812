#include "site/pages/feed.h"

#include <string.h>

#include "base/utf8.h"
#include "db/model/path.h"
#include "site/core/article_link.h"
#include "site/core/feed_path.h"
#include "site/core/list_path.h"
#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/pages/feed_entry.h"
#include "site/pages/feed_json.h"
#include "view/messages.h"

static const struct {
  const char *type, *template;
} formats[] = {
    [FEED_RSS] = {"application/rss+xml", "feed_rss.xml"},
    [FEED_ATOM] = {"application/atom+xml", "feed_atom.xml"},
    [FEED_JSON] = {"application/feed+json", NULL},
};

const char *feed_type(enum feed_format format) {
  return formats[format].type;
}

static enum err redirect(struct arena *a, const char *head, struct page *p) {
  const char *path = feed_path_make(a, head, p->format);
  p->kind = PAGE_REDIRECT;
  p->permanent = true;
  p->location = path ? permalink_encode(a, path) : NULL;
  return p->location ? OK : ERR_NOMEM;
}

static enum err find_comments(
    struct site *site, struct arena *a, int64_t article, struct page *p) {
  enum err e = revision_raise(site->db, DEP_COMMENTS, article, &p->revision);
  return e ? e
           : comment_newest(site->db, a, article, (size_t)site->settings.feed_items,
                 &p->comments, &p->comment_count);
}

static enum err find_article(struct site *site, struct arena *a, const char *head,
    const struct path *found, struct page *p) {
  if (found->kind == PATH_GONE)
    return ERR_GONE;
  enum err e = article_by_id(site->db, a, found->article_id, &p->article);
  if (e)
    return e;
  if (p->article.status != ARTICLE_PUBLISH || !p->article.permalink)
    return ERR_NOT_FOUND;
  if (strcmp(p->article.permalink, head) != 0)
    return redirect(a, p->article.permalink, p);
  p->of = FEED_OF_ARTICLE;
  p->since = p->article.published_at;
  e = revision_raise(site->db, DEP_ARTICLE, p->article.id, &p->revision);
  return e ? e : find_comments(site, a, p->article.id, p);
}

/* The comments on all articles; as long as there are none, the newest article is what
 * changed last. */
static enum err find_all_comments(struct site *site, struct arena *a, struct page *p) {
  struct article newest = {0};
  int one = 1;
  p->of = FEED_OF_COMMENTS;
  enum err e = find_comments(site, a, 0, p);
  if (e || p->comment_count)
    return e;
  e = listing_find(site->db, LISTING_ALL, 0, &p->listing);
  if (!e)
    e = revision_raise(site->db, DEP_LISTING, p->listing.id, &p->revision);
  if (!e)
    e = listing_page(site->db, &p->listing, 0, p->ids, &one);
  if (!e && one)
    e = article_by_id(site->db, a, p->ids[0], &newest);
  if (!e)
    p->since = newest.published_at;
  return e;
}

/* The home page has pinned articles on top, its feed has them by date. */
static enum err find_list(
    struct site *site, struct arena *a, const char *head, struct page *p) {
  enum err e = list_path_find(site, a, head, p);
  if (!e && (p->number > 1 || p->year))
    e = ERR_NOT_FOUND;
  if (!e && p->list == LIST_HOME)
    e = listing_find(site->db, LISTING_ALL, 0, &p->listing);
  if (!e && p->listing.id)
    e = revision_raise(site->db, DEP_LISTING, p->listing.id, &p->revision);
  p->of = FEED_OF_LIST;
  p->id_count = (int)site->settings.feed_items;
  if (!e)
    e = listing_page(site->db, &p->listing, 0, p->ids, &p->id_count);
  for (int i = 0; !e && i < p->id_count; i++)
    e = revision_raise(site->db, DEP_ARTICLE, p->ids[i], &p->revision);
  return e;
}

static enum err find_subject(
    struct site *site, struct arena *a, const char *head, struct page *p) {
  struct path found;
  if (strcmp(head, FEED_PATH_COMMENTS) == 0)
    return find_all_comments(site, a, p);
  enum err e = path_find(site->db, head, &found);
  if (!e)
    return find_article(site, a, head, &found, p);
  return e == ERR_NOT_FOUND ? find_list(site, a, head, p) : e;
}

enum err feed_find(
    struct site *site, struct arena *a, const char *path, struct page *p) {
  size_t n;
  bool canonical;
  if (!feed_path_cut(path, &n, &p->format, &canonical))
    return ERR_NOT_FOUND;
  const char *head = arena_strndup(a, path, n);
  p->kind = PAGE_FEED;
  p->home = head ? permalink_encode(a, head) : NULL;
  if (!p->home)
    return ERR_NOMEM;
  enum err e = find_subject(site, a, head, p);
  return e || canonical || p->kind == PAGE_REDIRECT ? e : redirect(a, head, p);
}

static const char *title_of(struct site *site, struct arena *a, const struct page *p) {
  const struct settings *c = &site->settings;
  switch (p->of) {
  case FEED_OF_COMMENTS:
    return message_format(
        a, c->language, MESSAGE_feed_comments, "TITLE", c->title, NULL);
  case FEED_OF_ARTICLE:
    return message_format(a, c->language, MESSAGE_feed_comments_on, "NAME",
        article_link_text(site, a, &p->article), NULL);
  case FEED_OF_LIST:
    break;
  }
  return p->list == LIST_HOME ? c->title
                              : message_format(a, c->language, MESSAGE_feed_of, "TITLE",
                                    c->title, "NAME", p->term.name, NULL);
}

/* Whoever wrote it, wherever it stands: XML has no place for some characters. */
static void drop_not_for_xml(struct buf *xml) {
  size_t to = 0;
  for (size_t at = 0; at < xml->len;) {
    size_t skip = utf8_not_for_xml(xml->data + at);
    if (!skip)
      xml->data[to++] = xml->data[at];
    at += skip ? skip : 1;
  }
  if (xml->len)
    xml->data[to] = '\0';
  xml->len = to;
}

enum err feed_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  const struct settings *c = &site->settings;
  bool is_comments = p->of == FEED_OF_COMMENTS;
  struct view_feed f = {
      .title = title_of(site, a, p),
      .subtitle = *c->tagline ? c->tagline : NULL,
      .lang = c->language,
      .url = arena_join(a, c->base_url, p->path, NULL),
      .home_url = arena_join(a, c->base_url, is_comments ? "/" : p->home, NULL),
  };
  if (!f.title || !f.url || !f.home_url)
    return ERR_NOMEM;
  enum err e = p->of == FEED_OF_LIST ? feed_entry_articles(site, a, p, &f)
                                     : feed_entry_comments(site, a, p, &f);
  if (e)
    return e;
  if (p->format == FEED_JSON)
    return feed_json(&f, out);
  e = view_feed(site->templates, formats[p->format].template, &f, out);
  drop_not_for_xml(out);
  return e;
}

static enum err add_link(struct arena *a, const char *head, enum feed_format format,
    const char *title, struct view_feed_link *out) {
  *out = (struct view_feed_link){
      feed_path_make(a, head, format), feed_type(format), title};
  return out->url && title ? OK : ERR_NOMEM;
}

enum err feed_links(struct site *site, struct arena *a, const char *head,
    const char *title, struct view_layout *out) {
  struct view_feed_link *links =
      arena_array(a, (size_t)2 * FEED_FORMATS + 1, sizeof *links);
  const struct settings *c = &site->settings;
  size_t n = 0;
  enum err e = links ? OK : ERR_NOMEM;
  for (int i = 0; !e && i < FEED_FORMATS; i++)
    e = add_link(a, "/", (enum feed_format)i, c->title, &links[n++]);
  for (int i = 0; !e && head && strcmp(head, "/") != 0 && i < FEED_FORMATS; i++)
    e = add_link(a, head, (enum feed_format)i, title, &links[n++]);
  if (!e && !head)
    e = add_link(a, FEED_PATH_COMMENTS, FEED_RSS,
        message_format(a, c->language, MESSAGE_feed_comments, "TITLE", c->title, NULL),
        &links[n++]);
  out->feeds = links;
  out->feed_count = n;
  return e;
}
