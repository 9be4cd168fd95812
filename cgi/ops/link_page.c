#include "ops/link_page.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "markup/html/html_tree.h"
#include "ops/link_anchors.h"
#include "site/pages/page.h"

enum { LINK_PAGE_MOST = 10000 }; /* pages that are remembered */

struct link_page {
  const char *path;
  int64_t subject;  /* the article that it is about, or 0 */
  bool is_rendered; /* false: nobody knows its elements */
  struct link_anchors anchors;
};

static int link_page_compare(const void *a, const void *b) {
  const struct link_page *x = a, *y = b;
  return strcmp(x->path, y->path);
}

static int link_page_compare_ids(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The pages are in the arena; only the nodes of the tree are freed. */
static void link_page_free_nothing(void *page) {
  (void)page;
}

void link_pages_end(struct link_pages *l) {
  tdestroy(l->pages, link_page_free_nothing);
  l->pages = NULL;
}

static enum err link_page_collect(
    struct arena *a, struct html_tree *tree, struct link_anchors *out) {
  struct html_walk walk;
  const GumboNode *node = NULL;
  size_t cap = 0;
  html_walk_start(&walk, tree, tree->root);
  for (enum html_step s; (s = html_walk_next(&walk, &node)) != HTML_END;) {
    const char *id = s == HTML_ENTER ? html_attribute(node, "id") : NULL;
    if (!id)
      continue;
    const char **ids = arena_grow(a, out->ids, out->count, &cap, sizeof *ids);
    char *copy = ids ? arena_strdup(a, id) : NULL;
    if (!copy)
      return ERR_NOMEM;
    out->ids = ids;
    out->ids[out->count++] = copy;
  }
  if (walk.failed)
    return ERR_NOMEM;
  if (out->count)
    qsort(out->ids, out->count, sizeof *out->ids, link_page_compare_ids);
  return OK;
}

static enum err link_page_read(
    struct arena *a, const char *html, size_t size, struct link_page *page) {
  struct html_tree tree;
  enum err e = html_parse(html, size, HTML_DOCUMENT, &tree);
  if (e)
    return e;
  e = link_page_collect(a, &tree, &page->anchors);
  html_free(&tree);
  page->is_rendered = !e;
  return e;
}

/* Pages for one reader only are none that an article should link to. */
static bool link_page_is_html(const struct page *p) {
  return !p->location && !p->is_private && strncmp(page_type(p), "text/html", 9) == 0;
}

static enum err link_page_render(
    struct link_pages *l, struct arena *a, const char *path, struct link_page *page) {
  struct page_request r = {.raw_path = path, .now = clock_now()};
  struct page p = {.path = NULL};
  struct buf html = {0};
  char *decoded = percent_decode(a, path);
  if (!decoded)
    return ERR_NOMEM;
  if (!l->site->assets || utf8_check(decoded, strlen(decoded), UTF8_ONE_LINE))
    return OK;
  r.path = decoded;
  enum err e = page_find(l->site, a, &r, &p);
  page->subject = e ? 0 : p.subject;
  if (!e && link_page_is_html(&p)) {
    e = page_render(l->site, a, &p, &html);
    if (!e)
      e = buf_status(&html);
    if (!e)
      e = link_page_read(l->kept, buf_text(&html), html.len, page);
  }
  buf_free(&html);
  /* An error of the theme or of its HTML is not what somebody asked about. */
  bool is_unknown =
      e == ERR_NOT_FOUND || e == ERR_GONE || e == ERR_TEMPLATE || e == ERR_INVALID;
  return is_unknown ? OK : e;
}

static enum err link_page_keep(struct link_pages *l, struct link_page **page) {
  struct link_page *kept = arena_alloc(l->kept, sizeof *kept);
  if (!kept)
    return ERR_NOMEM;
  *kept = **page;
  kept->path = arena_strdup(l->kept, kept->path);
  if (!kept->path || !tsearch(kept, &l->pages, link_page_compare))
    return ERR_NOMEM;
  l->count++;
  *page = kept;
  return OK;
}

enum err link_page_find(struct link_pages *l, struct arena *a, const char *path,
    const char *fragment, struct link_place *out) {
  struct link_page wanted = {.path = path}, *page = &wanted;
  struct link_page *const *known = tfind(&wanted, &l->pages, link_page_compare);
  enum err e = OK;
  if (known)
    page = *known;
  else if (l->count < LINK_PAGE_MOST)
    e = link_page_render(l, a, path, page);
  if (!e && !known && l->count < LINK_PAGE_MOST)
    e = link_page_keep(l, &page);
  if (e || !page->is_rendered)
    return e;
  e = link_anchors_find(l->site, a, page->subject, &page->anchors, fragment, out);
  /* It is no article. */
  if (!e)
    out->article = 0;
  return e;
}
