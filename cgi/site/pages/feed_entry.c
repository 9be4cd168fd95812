#include "site/pages/feed_entry.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/number_text.h"
#include "markup/html/html_absolute.h"
#include "site/comments/comment_path.h"
#include "site/core/article_link.h"
#include "site/core/feed_id.h"
#include "site/core/first_picture.h"
#include "site/core/permalink.h"
#include "site/core/translations.h"
#include "view/messages.h"

/* Bytes of HTML that the entries of one feed have together (feed_entry_fill_body). */
enum { FEED_BYTES = 2 << 20 };

static const char *feed_entry_iso(struct arena *a, int64_t t) {
  char text[CLOCK_ISO];
  clock_iso(t, text);
  return arena_strdup(a, text);
}

static const char *feed_entry_rfc_822(struct arena *a, int64_t t) {
  char text[CLOCK_RFC_822];
  clock_rfc_822(t, text);
  return arena_strdup(a, text);
}

/* A view has all formats, although one feed needs two of them: the templates choose. */
enum err feed_entry_set_times(
    struct arena *a, int64_t published, int64_t updated, struct view_entry *e) {
  e->published_iso = feed_entry_iso(a, published);
  e->published_rfc_822 = feed_entry_rfc_822(a, published);
  e->updated_iso = feed_entry_iso(a, updated);
  return e->published_iso && e->published_rfc_822 && e->updated_iso ? OK : ERR_NOMEM;
}

/* Atom requires a time (RFC 4287 section 4.1.1); RSS may leave it out if it is not
 * known. */
enum err feed_entry_set_updated(struct arena *a, int64_t t, struct view_feed *out) {
  out->updated_iso = feed_entry_iso(a, t);
  out->updated_rfc_822 = t ? feed_entry_rfc_822(a, t) : NULL;
  return out->updated_iso && (!t || out->updated_rfc_822) ? OK : ERR_NOMEM;
}

enum err feed_entry_set_content(const struct site *site, struct arena *a,
    const char *html, const char *path, struct view_entry *e) {
  struct buf out = {0};
  /* Feed readers show the content outside the site, where relative links lead
   * nowhere. */
  enum err result = html_absolute(html, site->settings.base_url, path, &out);
  if (!result) {
    e->content_html = arena_strdup(a, buf_text(&out));
    result = e->content_html ? OK : ERR_NOMEM;
  }
  buf_free(&out);
  return result;
}

/* Names only: feeds have no links to lists. */
static enum err feed_entry_set_terms(
    const struct site *site, struct arena *a, int64_t article, struct view_entry *e) {
  static const enum term_kind kinds[] = {TERM_CATEGORY, TERM_TAG};
  struct term *terms[2] = {NULL, NULL};
  size_t counts[2] = {0, 0}, n = 0;
  enum err result = OK;
  for (int i = 0; !result && i < 2; i++)
    result = term_of_article(site->db, a, kinds[i], article, &terms[i], &counts[i]);
  struct view_link *links =
      result ? NULL : arena_array(a, counts[0] + counts[1] + 1, sizeof *links);
  if (!links)
    return result ? result : ERR_NOMEM;
  for (int i = 0; i < 2; i++)
    for (size_t k = 0; k < counts[i]; k++)
      links[n++].text = terms[i][k].name;
  e->terms = (struct view_links){links, n};
  return OK;
}

/* A feed of articles while it is filled. */
struct filling {
  struct site *site;
  struct arena *arena;
  struct arena *body; /* body of the current article */
  enum feed_format format;
  size_t left; /* bytes of texts that still fit */
};

/* Adds the content, if feeds have it, and the image, if the format does. All contents
 * share FEED_BYTES; entries after that get their summary only, so that a feed of long
 * articles stays small enough to be fetched every hour. */
static enum err feed_entry_fill_body(struct filling *f, const struct article *r,
    const char *path, struct view_entry *e) {
  struct article_body body;
  struct site *site = f->site;
  bool is_whole = site->settings.feed_whole, has_picture = f->format == FEED_JSON;
  if (!f->left || (!is_whole && !has_picture))
    return OK;
  arena_reset(f->body);
  enum err result = article_body_read(site->db, f->body, r->id, &body);
  size_t size = result ? 0 : strlen(body.html);
  /* The article that exceeds the limit uses it up, so that a later, shorter one does
   * not get its full text while this one has none. */
  f->left = size < f->left ? f->left - size : 0;
  if (!result && is_whole && f->left)
    result = feed_entry_set_content(site, f->arena, body.html, path, e);
  if (!result && has_picture)
    result = first_picture_find(site, f->arena, body.html, path, &e->image_url);
  return result;
}

static enum err feed_entry_set_translations(
    struct site *site, struct arena *a, int64_t id, struct view_entry *e) {
  struct translation_links links;
  enum err result = translations_of(site, a, id, &links);
  struct view_translation *list =
      result ? NULL : arena_array(a, links.count + 1, sizeof *list);
  size_t n = 0;
  if (!list)
    return result ? result : ERR_NOMEM;
  for (size_t i = 0; i < links.count; i++)
    if (links.items[i].id != id)
      list[n++] = (struct view_translation){
          .url = links.items[i].url, .lang = links.items[i].lang};
  e->translations = list;
  e->translation_count = n;
  return OK;
}

static enum err feed_entry_fill_article(
    struct filling *f, const struct article *r, struct view_entry *e) {
  struct site *site = f->site;
  struct arena *a = f->arena;
  const struct settings *c = &site->settings;
  const char *path = permalink_encode(a, r->permalink);
  /* Readers of the feed have not seen a version from before publication, so a date
   * of update before it means nothing to them. */
  int64_t updated = r->updated_at > r->published_at ? r->updated_at : r->published_at;
  e->id = feed_id_of_article(site, a, r->id);
  e->url = path ? arena_join(a, c->base_url, path, NULL) : NULL;
  e->title = article_link_text(site, a, r);
  e->author = r->author;
  e->summary = *r->excerpt ? r->excerpt : NULL;
  /* Set even for an article without comments: feeds of articles do not depend on
   * comments, so that a comment does not invalidate them. */
  e->comments_url = e->url ? arena_join(a, e->url, "#comments", NULL) : NULL;
  if (!e->id || !e->comments_url || !e->title)
    return ERR_NOMEM;
  /* Only an entry in another language than its feed says so. */
  if (*r->lang && strcmp(r->lang, c->language) != 0)
    e->lang = r->lang;
  enum err result = feed_entry_set_times(a, r->published_at, updated, e);
  if (!result)
    result = feed_entry_set_terms(site, a, r->id, e);
  if (!result && f->format == FEED_ATOM)
    result = feed_entry_set_translations(site, a, r->id, e);
  return result ? result : feed_entry_fill_body(f, r, path, e);
}

/* Bodies have an arena of their own, which holds one at a time. The rows of all
 * articles stay in `a`, as the views refer to them. */
enum err feed_entry_articles(
    struct site *site, struct arena *a, const struct feed *f, struct view_feed *out) {
  size_t n = (size_t)f->id_count;
  struct filling filling = {
      site, a, arena_new(LIMIT_REQUEST_MEMORY), f->format, FEED_BYTES};
  struct view_entry *entries = arena_array(a, n + 1, sizeof *entries);
  int64_t newest = 0;
  enum err e = entries && filling.body ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    struct article r;
    e = article_by_id(site->db, a, f->ids[i], &r);
    if (!e)
      e = feed_entry_fill_article(&filling, &r, &entries[i]);
    /* The newest article by date need not be the one that was updated last. */
    if (!e && r.updated_at > newest)
      newest = r.updated_at;
    if (!e && r.published_at > newest)
      newest = r.published_at;
  }
  arena_free(filling.body);
  out->entries = entries;
  out->entry_count = n;
  return e ? e : feed_entry_set_updated(a, newest, out);
}

static enum err feed_entry_fill_comment(struct site *site, struct arena *a,
    const struct feed *f, const struct comment *c, const struct article *r,
    struct view_entry *e) {
  const char *lang = site->settings.language;
  char number[NUMBER_TEXT];
  const char *path = r->permalink ? permalink_encode(a, r->permalink) : NULL;
  const char *id = feed_id_of_article(site, a, r->id);
  number_text(c->id, 1, number);
  const char *title = article_link_text(site, a, r);
  /* Feed readers show the title of an entry, and often nothing else of it. */
  const char *name = c->by_author ? message_format(a, lang, MESSAGE_feed_by_author,
                                        "AUTHOR", c->author, NULL)
                                  : c->author;
  e->author = c->author;
  if (!path || !id || !title || !name)
    return ERR_NOMEM;
  /* Made from the ID of the article, so that it stays the same when the article
   * moves. */
  e->id = arena_join(a, id, "#comment-", number, NULL);
  /* Feed readers keep it for years: it leads to whichever page shows the comment. */
  const char *permanent = comment_path_permanent(a, c->id);
  e->url = permanent ? arena_join(a, site->settings.base_url, permanent, NULL) : NULL;
  e->title =
      f->subject == FEED_OF_ARTICLE
          ? message_format(a, lang, MESSAGE_feed_comment_by, "AUTHOR", name, NULL)
          : message_format(
                a, lang, MESSAGE_feed_comment_on, "AUTHOR", name, "NAME", title, NULL);
  if (!e->id || !e->url || !e->title)
    return ERR_NOMEM;
  enum err result = feed_entry_set_times(a, c->created_at, c->created_at, e);
  return result ? result : feed_entry_set_content(site, a, c->html, path, e);
}

/* The article of a comment is read for its title and address. In the feed of one
 * article, that is known already, except for comments on its translations. */
enum err feed_entry_comments(
    struct site *site, struct arena *a, const struct feed *f, struct view_feed *out) {
  size_t n = f->comment_count;
  struct view_entry *entries = arena_array(a, n + 1, sizeof *entries);
  enum err e = entries ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    struct article r = f->article;
    if (f->comments[i].article_id != r.id)
      e = article_by_id(site->db, a, f->comments[i].article_id, &r);
    if (!e)
      e = feed_entry_fill_comment(site, a, f, &f->comments[i], &r, &entries[i]);
  }
  out->entries = entries;
  out->entry_count = n;
  return e ? e
           : feed_entry_set_updated(a, n ? f->comments[0].created_at : f->since, out);
}
