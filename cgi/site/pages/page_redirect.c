#include "site/pages/page_redirect.h"

#include <string.h>

#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/redirect.h"
#include "site/comments/comment_location.h"
#include "site/comments/comment_path.h"
#include "site/core/feed_path.h"
#include "site/core/permalink.h"

enum err page_redirect_to(struct page *p, const char *location, bool permanent) {
  if (!location)
    return ERR_NOMEM;
  p->location = location;
  p->permanent = permanent;
  return OK;
}

enum err page_redirect_to_article(
    struct site *site, struct arena *a, int64_t id, struct page *p) {
  struct article r;
  enum err e = article_by_id(site->db, a, id, &r);
  if (e)
    return e;
  /* Only an article that was public once has a permalink. */
  if (r.status != ARTICLE_PUBLISH)
    return r.permalink ? ERR_GONE : ERR_NOT_FOUND;
  return page_redirect_to(p, permalink_encode(a, r.permalink), true);
}

struct page_redirect_feed {
  const char *name, *head; /* head NULL: the page at which the name was found */
  enum feed_format format;
};

static enum err page_redirect_to_feed(struct arena *a, const char *page,
    const struct page_redirect_feed *feed, struct page *p) {
  char *path = feed_path_make(a, feed->head ? feed->head : page, feed->format);
  return page_redirect_to(p, path ? permalink_encode(a, path) : NULL, true);
}

/* WordPress answers ?feed= at the home page and at every list and article. */
static enum err page_redirect_find_feed(
    struct arena *a, const char *name, struct page *p, bool *claimed) {
  static const struct page_redirect_feed feeds[] = {
      {"rss", NULL, FEED_RSS},
      {"rss2", NULL, FEED_RSS},
      {"feed", NULL, FEED_RSS},
      {"rdf", NULL, FEED_RSS},
      {"atom", NULL, FEED_ATOM},
      {"json", NULL, FEED_JSON},
      {"comments-rss2", FEED_PATH_COMMENTS, FEED_RSS},
      {"comments-atom", FEED_PATH_COMMENTS, FEED_ATOM},
  };
  for (size_t i = 0; i < sizeof feeds / sizeof feeds[0]; i++)
    if (strcmp(feeds[i].name, name) == 0) {
      *claimed = true;
      return page_redirect_to_feed(a, p->decoded, &feeds[i], p);
    }
  /* A name that no feed has is ignored, like every parameter without a meaning. */
  return OK;
}

enum err page_redirect_former(struct site *site, struct arena *a, struct page *p) {
  /* The addresses that Jekyll, Hugo, Hexo, Ghost, Zola, Movable Type and Blogger use.
   * A feed reader that gets 404 shows its readers nothing, without a word. */
  static const struct page_redirect_feed feeds[] = {
      {"/feed.xml/", "/", FEED_RSS},
      {"/rss.xml/", "/", FEED_RSS},
      {"/index.xml/", "/", FEED_RSS},
      {"/rss/", "/", FEED_RSS},
      {"/index.rdf/", "/", FEED_RSS},
      {"/atom.xml/", "/", FEED_ATOM},
      {"/atom/", "/", FEED_ATOM},
      {"/feeds/posts/default/", "/", FEED_ATOM},
      {"/feed.json/", "/", FEED_JSON},
  };
  const char *target;
  /* First, so that an author can send a former address of a feed elsewhere. */
  enum err e = redirect_find(site->db, a, p->decoded, &target);
  if (!e)
    /* It was encoded when it was added (redirect_add.c). */
    return page_redirect_to(p, target, true);
  for (size_t i = 0; e == ERR_NOT_FOUND && i < sizeof feeds / sizeof feeds[0]; i++)
    if (strcmp(feeds[i].name, p->decoded) == 0)
      return page_redirect_to_feed(a, "/", &feeds[i], p);
  return e;
}

/* The permanent address of a comment. A reader does not learn of comments that are not
 * public. */
static enum err page_redirect_find_comment(
    struct site *site, struct arena *a, int64_t id, struct page *p) {
  struct comment c;
  struct article r;
  const char *location = NULL;
  enum err e = comment_shown(site->db, a, id, &c);
  if (!e && c.status != COMMENT_APPROVE)
    e = ERR_NOT_FOUND;
  if (!e)
    e = article_by_id(site->db, a, c.article_id, &r);
  if (e)
    return e;
  if (r.status != ARTICLE_PUBLISH)
    return r.permalink ? ERR_GONE : ERR_NOT_FOUND;
  e = comment_location(site, a, &r, &c, &location);
  /* Temporary, because the comment may move to another page. */
  return e ? e : page_redirect_to(p, location, false);
}

enum err page_redirect_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  int64_t comment = 0;
  if (comment_path_cut_permanent(p->decoded, &comment)) {
    *claimed = true;
    return page_redirect_find_comment(site, a, comment, p);
  }
  /* "/?p=7" is WordPress's address by ID, which never changes; feeds use it as the ID
   * of an entry. At any other path the parameter means nothing. */
  if (r->feed && !r->id)
    return page_redirect_find_feed(a, r->feed, p, claimed);
  if (!r->id || strcmp(p->decoded, "/") != 0)
    return OK;
  *claimed = true;
  return page_redirect_to_article(site, a, r->id, p);
}
