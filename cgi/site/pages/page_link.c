#include "site/pages/page_link.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "db/model/path.h"
#include "site/core/permalink.h"
#include "site/pages/page.h"
#include "site/pages/suggest.h"

/* The value of a parameter, in the arena; NULL if the query lacks it or it is empty. */
static enum err page_link_parameter(
    struct arena *a, const char *query, const char *name, const char **out) {
  size_t n = strlen(name);
  *out = NULL;
  for (const char *s = query; s && *s;) {
    size_t size = strcspn(s, "&");
    if (size > n + 1 && strncmp(s, name, n) == 0 && s[n] == '=') {
      char *value = arena_strndup(a, s + n + 1, size - n - 1);
      *out = value ? percent_decode(a, value) : NULL;
      return *out ? OK : ERR_NOMEM;
    }
    s += size + (s[size] == '&');
  }
  return OK;
}

/* Only the parameters that lead to another page. A search always finds its page. */
static enum err page_link_read_query(
    struct arena *a, const char *query, struct page_request *r) {
  const char *id = NULL;
  enum err e = page_link_parameter(a, query, "p", &id);
  if (!e && !id)
    e = page_link_parameter(a, query, "page_id", &id);
  if (!e && id)
    r->id = strtoll(id, NULL, 10);
  if (!e)
    e = page_link_parameter(a, query, "feed", &r->feed);
  return e;
}

/* Most links lead to the address of an article as it is stored: one search in one
 * index, where finding the page would read all it shows. */
static enum err page_link_find_article(
    struct site *site, const char *decoded, struct page_link *out) {
  struct path found;
  enum err e = path_find(site->db, decoded, &found);
  if (!e && found.kind == PATH_ARTICLE)
    *out = (struct page_link){PAGE_LINK_ARTICLE, found.article_id, NULL};
  return e == ERR_NOT_FOUND ? OK : e;
}

static enum err page_link_find_page(struct site *site, struct arena *a,
    const struct page_request *r, struct page_link *out) {
  struct page p = {.path = NULL};
  enum err e = page_find(site, a, r, &p);
  if (e == ERR_GONE || e == ERR_NOT_FOUND) {
    out->kind = e == ERR_GONE ? PAGE_LINK_GONE : PAGE_LINK_NOTHING;
    return OK;
  }
  if (e)
    return e;
  /* A temporary redirect, such as that of a comment, is the address to link to. The
   * page of an article has been found before. */
  out->kind = p.location && p.permanent ? PAGE_LINK_REDIRECT : PAGE_LINK_PAGE;
  out->location = out->kind == PAGE_LINK_REDIRECT ? p.location : NULL;
  return OK;
}

enum err page_link_find(struct site *site, struct arena *a, const char *path,
    const char *query, struct page_link *out) {
  struct page_request r = {.now = clock_now()};
  struct page_link found = {PAGE_LINK_NOTHING, 0, NULL};
  char *decoded = percent_decode(a, path);
  if (!decoded)
    return ERR_NOMEM;
  /* web/ answers 400 for such a path. */
  if (utf8_check(decoded, strlen(decoded), UTF8_ONE_LINE)) {
    *out = found;
    return OK;
  }
  enum err e = page_link_read_query(a, query, &r);
  if (!e)
    e = page_link_find_article(site, decoded, &found);
  r.path = decoded;
  /* Whether the digits of "%c3" are lower case is no reason for a redirect here. */
  r.raw_path = e ? NULL : permalink_encode(a, decoded);
  if (!e && !r.raw_path)
    e = ERR_NOMEM;
  if (!e && found.kind != PAGE_LINK_ARTICLE)
    e = page_link_find_page(site, a, &r, &found);
  if (!e)
    *out = found;
  return e;
}

enum err page_link_suggest(
    struct site *site, struct arena *a, const char *path, const char **out) {
  struct view_links links;
  char *decoded = percent_decode(a, path);
  if (!decoded)
    return ERR_NOMEM;
  *out = NULL;
  if (utf8_check(decoded, strlen(decoded), UTF8_ONE_LINE))
    return OK;
  enum err e = suggest_find(site, a, decoded, &links);
  if (!e && links.count)
    *out = links.items[0].url;
  return e;
}
