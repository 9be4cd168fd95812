#include "site/pages/page_kind.h"

#include <string.h>

#include "site/pages/page_archives.h"
#include "site/pages/page_article.h"
#include "site/pages/page_comments.h"
#include "site/pages/page_corrections.h"
#include "site/pages/page_feed.h"
#include "site/pages/page_list.h"
#include "site/pages/page_redirect.h"
#include "site/pages/page_search.h"

#define HTML "text/html; charset=utf-8"

/* "" fits any path: what no other kind's ending fits is HTML. */
static const struct page_file html_files[] = {{"", "index.html", HTML}, {0}};

/* The web servers' configurations have the same endings (docs/web-servers.md). The
 * names differ, so that each media type follows from the name. */
static const struct page_file feed_files[] = {
    {"/feed/", "index.rss", "application/rss+xml"},
    {"/feed/atom/", "index.atom", "application/atom+xml"},
    {"/feed/json/", "index.json", "application/feed+json"},
    {0},
};

const struct page_file page_files_none[] = {{0}};

/* In the order in which page_find tries them. A search is at the address of the home
 * page, so it precedes the lists. An article precedes archives, corrections and
 * lists, so that an author can replace those with a page. */
const struct page_kind page_kinds[] = {
    /* Redirects are not stored: the cache has no place for a Location. */
    {
        .name = "redirect",
        .find = page_redirect_find,
        .render = page_render_none,
        .enumerate = page_enumerate_none,
        .affected = page_affected_none,
        .files = page_files_none,
    },
    /* Search results are private and never stored, so no change affects them. */
    {
        .name = "search",
        .find = page_search_find,
        .render = page_search_render,
        .enumerate = page_enumerate_none,
        .affected = page_affected_none,
        .files = html_files,
    },
    {
        .name = "article",
        .find = page_article_find,
        .render = page_article_render,
        .enumerate = page_article_enumerate,
        .affected = page_article_affected,
        .files = html_files,
        .warm = true,
    },
    {
        .name = "comments",
        .find = page_comments_find,
        .render = page_comments_render,
        .enumerate = page_comments_enumerate,
        .affected = page_comments_affected,
        .files = html_files,
        .warm = true,
    },
    /* Every page has feeds: rendering them all before anybody asks would quadruple the
     * work. */
    {
        .name = "feed",
        .find = page_feed_find,
        .render = page_feed_render,
        .enumerate = page_feed_enumerate,
        .affected = page_feed_affected,
        .files = feed_files,
    },
    {
        .name = "archives",
        .find = page_archives_find,
        .render = page_archives_render,
        .enumerate = page_archives_enumerate,
        .affected = page_archives_affected,
        .files = html_files,
        .warm = true,
    },
    {
        .name = "corrections",
        .find = page_corrections_find,
        .render = page_corrections_render,
        .enumerate = page_corrections_enumerate,
        .affected = page_corrections_affected,
        .files = html_files,
        .warm = true,
    },
    {
        .name = "list",
        .find = page_list_find,
        .render = page_list_render,
        .enumerate = page_list_enumerate,
        .affected = page_list_affected,
        .files = html_files,
        .warm = true,
    },
};
const size_t page_kind_count = sizeof page_kinds / sizeof page_kinds[0];

static bool page_file_fits(const struct page_file *file, const char *path) {
  size_t n = strlen(path), m = strlen(file->ending);
  return n >= m && strcmp(path + n - m, file->ending) == 0;
}

/* The longest ending, because "" fits as well. */
const struct page_file *page_kind_file(const struct page_kind *kind, const char *path) {
  const struct page_file *best = NULL;
  for (const struct page_file *file = kind->files; file->ending; file++)
    if (page_file_fits(file, path) &&
        (!best || strlen(file->ending) > strlen(best->ending)))
      best = file;
  return best;
}

const struct page_file *page_kind_file_at(const char *path) {
  /* HTML fits every path, so there always is a result. */
  const struct page_file *best = html_files;
  for (size_t i = 0; i < page_kind_count; i++) {
    const struct page_file *file = page_kind_file(&page_kinds[i], path);
    if (file && strlen(file->ending) > strlen(best->ending))
      best = file;
  }
  return best;
}

/* Never called: page_render has answered for a redirect before. */
enum err page_render_none(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  (void)site, (void)a, (void)p, (void)out;
  return ERR_INTERNAL;
}

enum err page_enumerate_none(
    struct site *site, struct arena *a, page_visit *visit, void *context) {
  (void)site, (void)a, (void)visit, (void)context;
  return OK;
}

enum err page_affected_none(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  (void)site, (void)a, (void)change, (void)evictor;
  return OK;
}
