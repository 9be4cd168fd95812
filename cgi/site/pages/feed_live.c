#include "site/pages/feed_live.h"

#include <string.h>

#include "db/model/path.h"
#include "markup/html/html_embed.h"
#include "site/core/article_link.h"
#include "site/core/feed_id.h"
#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/pages/article_live.h"
#include "site/pages/feed_entry.h"
#include "site/pages/page_redirect.h"
#include "view/messages.h"

/* Characters of a title that is made from the text, and of a summary. */
enum { TITLE_CHARACTERS = 100, SUMMARY_CHARACTERS = 220, TOP_HEADING = 2 };

/* The path of the article; NULL, without an error, if `head` is no live part. */
static enum err feed_live_article(
    struct arena *a, const char *head, const char **article) {
  size_t n = strlen(head), m = sizeof ARTICLE_LIVE_PATH - 1;
  *article = NULL;
  if (n <= m + 1 || strcmp(head + n - m, ARTICLE_LIVE_PATH) != 0 ||
      head[n - m - 1] != '/')
    return OK;
  *article = arena_strndup(a, head, n - m);
  return *article ? OK : ERR_NOMEM;
}

/* The feed of an article that has moved moves with it. */
static enum err feed_live_redirect(
    struct arena *a, const struct feed *f, struct page *p) {
  const char *head = arena_join(a, f->article.permalink, ARTICLE_LIVE_PATH, NULL);
  const char *path = head ? feed_path_make(a, head, f->format) : NULL;
  return page_redirect_to(p, path ? permalink_encode(a, path) : NULL, true);
}

static enum err feed_live_read(struct site *site, struct arena *a, const char *path,
    struct feed *f, struct page *p) {
  struct live live;
  bool found = false;
  enum err e = live_read(site->db, f->article.id, &found, &live);
  if (!e && !found)
    e = ERR_NOT_FOUND;
  if (e)
    return e;
  if (strcmp(f->article.permalink, path) != 0)
    return feed_live_redirect(a, f, p);
  f->subject = FEED_OF_LIVE;
  f->since = live.started_at;
  f->home = permalink_encode(a, path);
  p->subject = f->article.id;
  e = f->home ? revision_raise(site->db, DEP_ARTICLE, f->article.id, &p->revision)
              : ERR_NOMEM;
  return e ? e
           : live_update_newest(site->db, a, f->article.id,
                 (size_t)site->settings.feed_items, &f->updates, &f->update_count);
}

enum err feed_live_find(struct site *site, struct arena *a, const char *head,
    struct feed *f, struct page *p) {
  struct path found;
  const char *path;
  enum err e = feed_live_article(a, head, &path);
  if (e || !path)
    return e ? e : ERR_NOT_FOUND;
  e = path_find(site->db, path, &found);
  if (!e && found.kind == PATH_GONE)
    e = ERR_GONE;
  if (!e)
    e = article_by_id(site->db, a, found.article_id, &f->article);
  if (!e && (f->article.status != ARTICLE_PUBLISH || !f->article.permalink))
    e = ERR_NOT_FOUND;
  return e ? e : feed_live_read(site, a, path, f, p);
}

const char *feed_live_title(struct site *site, struct arena *a, const struct feed *f) {
  const char *name = article_link_text(site, a, &f->article);
  return name ? message_format(
                    a, site->settings.language, MESSAGE_feed_live, "NAME", name, NULL)
              : NULL;
}

/* Feed readers show the titles of entries, and often nothing else of them. An update
 * that is only a picture has the title of its post. */
static enum err feed_live_entry_title(struct site *site, struct arena *a,
    const struct feed *f, const struct live_update *u, const char **out) {
  *out = u->title;
  enum err e = **out ? OK : article_live_text(a, u, TITLE_CHARACTERS, out);
  if (!e && !**out)
    *out = article_link_text(site, a, &f->article);
  return e || *out ? e : ERR_NOMEM;
}

static enum err feed_live_entry(struct site *site, struct arena *a,
    const struct feed *f, const struct live_update *u, struct view_entry *out) {
  const char *name = article_live_id(a, u->number);
  const char *id = feed_id_of_article(site, a, f->article.id);
  if (!name || !id)
    return ERR_NOMEM;
  /* Made from the numbers of the article and the update, which never change. */
  out->id = arena_join(a, id, "#", name, NULL);
  out->url = arena_join(a, site->settings.base_url, f->home, "#", name, NULL);
  out->author = f->article.author;
  if (*f->article.lang && strcmp(f->article.lang, site->settings.language) != 0)
    out->lang = f->article.lang;
  enum err e = out->id && out->url ? OK : ERR_NOMEM;
  if (!e)
    e = feed_live_entry_title(site, a, f, u, &out->title);
  if (!e)
    e = feed_entry_set_times(
        a, u->at, u->edited_at > u->at ? u->edited_at : u->at, out);
  if (!e && !site->settings.feed_whole)
    return article_live_text(a, u, SUMMARY_CHARACTERS, &out->summary);
  const char *prefix = arena_join(a, name, "-", NULL), *html = NULL;
  /* The IDs are those of the page. */
  if (!e)
    e = prefix ? html_embed(a, u->html, prefix, TOP_HEADING, &html) : ERR_NOMEM;
  return e ? e : feed_entry_set_content(site, a, html, f->home, out);
}

enum err feed_live_entries(
    struct site *site, struct arena *a, const struct feed *f, struct view_feed *out) {
  size_t n = f->update_count;
  struct view_entry *entries = arena_array(a, n + 1, sizeof *entries);
  int64_t newest = f->since;
  enum err e = entries ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    const struct live_update *u = &f->updates[i];
    newest = u->at > newest ? u->at : newest;
    newest = u->edited_at > newest ? u->edited_at : newest;
    e = feed_live_entry(site, a, f, u, &entries[i]);
  }
  out->entries = entries;
  out->entry_count = n;
  return e ? e : feed_entry_set_updated(a, newest, out);
}

enum err feed_live_each(
    struct arena *a, const char *path, page_visit *visit, void *context) {
  const char *head = arena_join(a, path, ARTICLE_LIVE_PATH, NULL);
  enum err e = head ? OK : ERR_NOMEM;
  for (int i = 0; !e && i < FEED_FORMATS; i++) {
    const char *feed = feed_path_make(a, head, (enum feed_format)i);
    e = feed ? visit(context, feed) : ERR_NOMEM;
  }
  return e;
}
