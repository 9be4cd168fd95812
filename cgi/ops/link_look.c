#include "ops/link_look.h"

#include <dirent.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/percent.h"
#include "site/comments/person_link.h"
#include "site/pages/news_sitemap.h"
#include "site/pages/page_link.h"
#include "site/pages/sitemap.h"

enum {
  LINK_LOOK_HOPS = 10,    /* redirects that are followed; browsers take 20 */
  LINK_LOOK_MOST = 200000 /* answers that are remembered */
};

struct link_answer {
  const char *key; /* path, "?", query */
  struct link_place place;
};

void link_look_begin(struct site *site, struct arena *kept, struct link_look *out) {
  *out = (struct link_look){.site = site,
      .origins = {site->settings.base_url, site->feed_base, NULL},
      .kept = kept};
}

/* The answers are in the arena; only the nodes of the tree are freed. */
static void link_look_free_nothing(void *answer) {
  (void)answer;
}

void link_look_end(struct link_look *l) {
  tdestroy(l->answers, link_look_free_nothing);
  l->answers = NULL;
}

/* ---- Files ---- */

/* The name in the folder that differs from `name` in the case of letters only: cameras
 * write IMG_1.JPG, and other systems find it as img_1.jpg. */
static const char *link_look_other_case(
    struct arena *a, const char *folder, const char *name) {
  const char *found = NULL;
  DIR *dir = opendir(folder);
  for (struct dirent *d; dir && !found && (d = readdir(dir)) != NULL;)
    if (strcasecmp(d->d_name, name) == 0)
      found = arena_strdup(a, d->d_name);
  if (dir)
    closedir(dir);
  return found;
}

/* `path` begins with "/media/". */
static enum err link_look_file(
    struct link_look *l, struct arena *a, const char *path, struct link_place *out) {
  struct stat st;
  char *name = percent_decode(a, path);
  char *file = name ? arena_join(a, l->site->dir, name, NULL) : NULL;
  if (!file)
    return ERR_NOMEM;
  /* "%2f" may hide what the browser would have removed: nothing outside is looked at.
   * stat follows links, as the web server does that serves media/. */
  bool is_outside = strstr(name, "/..") != NULL;
  if (!is_outside && stat(file, &st) == 0 && S_ISREG(st.st_mode))
    return OK;
  out->problem = LINK_NO_FILE;
  char *slash = strrchr(file, '/');
  *slash = '\0';
  const char *other = is_outside ? NULL : link_look_other_case(a, file, slash + 1);
  if (!other)
    return OK;
  strrchr(name, '/')[1] = '\0';
  name = arena_join(a, name, other, NULL);
  out->better = name ? percent_encode(a, name) : NULL;
  return out->better ? OK : ERR_NOMEM;
}

/* ---- Pages ---- */

/* What web/handle.c answers before it asks for pages, except sitemaps. Addresses that
 * only the receiver of a mail has are not among them: no article should link there. */
static bool link_look_is_route(const struct site *site, const char *path) {
  static const char *const routes[] = {
      "/robots.txt", "/healthz", "/sitemap.xml", NEWS_SITEMAP_PATH, PERSON_LINK_PATH};
  for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++)
    if (strcmp(path, routes[i]) == 0)
      return true;
  /* Without a theme, nobody knows which assets there are. */
  return strncmp(path, "/assets/", 8) == 0 &&
         (!site->assets || assets_find(site->assets, path));
}

/* A part of the sitemap exists if it has any rows. */
static enum err link_look_sitemap(
    struct link_look *l, const char *path, bool *is_sitemap) {
  struct buf part = {0};
  size_t n = strlen(path);
  if (strncmp(path, "/sitemap-", 9) != 0 || strcmp(path + n - 4, ".xml") != 0)
    return OK;
  enum err e = sitemap_part(l->site, path, &part);
  buf_free(&part);
  *is_sitemap = !e;
  return e == ERR_NOT_FOUND ? OK : e;
}

/* What something other than a page is at the path, if it is. */
static enum err link_look_other(struct link_look *l, struct arena *a, const char *path,
    bool *is_other, struct link_place *out) {
  bool is_file = strncmp(path, "/media/", 7) == 0;
  *is_other = is_file || link_look_is_route(l->site, path);
  if (is_file)
    return link_look_file(l, a, path, out);
  return *is_other ? OK : link_look_sitemap(l, path, is_other);
}

static void link_look_judge(const struct page_link *found, bool is_moved,
    const char *location, struct link_place *out) {
  bool is_there = found->kind == PAGE_LINK_ARTICLE || found->kind == PAGE_LINK_PAGE;
  out->better = location;
  if (is_moved)
    out->problem = is_there ? LINK_MOVED : LINK_LOST;
  else if (found->kind == PAGE_LINK_GONE)
    out->problem = LINK_GONE;
  else if (found->kind == PAGE_LINK_NOTHING)
    out->problem = LINK_MISSING;
  /* A redirect with a fragment decides which element is meant. */
  bool is_known = out->problem == LINK_FINE ||
                  (out->problem == LINK_MOVED && !strchr(location, '#'));
  out->article = is_known ? found->article : 0;
}

/* Follows redirects as a browser would. */
static enum err link_look_resolve(struct link_look *l, struct arena *a,
    const struct url_here *u, struct link_place *out) {
  struct url_here at = *u;
  const char *location = NULL;
  for (int hops = 0; hops < LINK_LOOK_HOPS; hops++) {
    struct page_link found = {PAGE_LINK_PAGE, 0, NULL};
    bool is_here = true, is_other = false;
    enum err e = link_look_other(l, a, at.path, &is_other, out);
    if (!e && !is_other)
      e = page_link_find(l->site, a, at.path, at.query, &found);
    if (!e && is_other && !hops)
      return OK;
    if (!e && out->problem == LINK_NO_FILE)
      found.kind = PAGE_LINK_NOTHING;
    if (!e && found.kind != PAGE_LINK_REDIRECT) {
      link_look_judge(&found, hops > 0, location, out);
      return OK;
    }
    if (!e)
      e = url_resolve(a, found.location, at.path, l->origins, &is_here, &at);
    if (e)
      return e;
    location = found.location;
    if (!is_here) {
      *out = (struct link_place){LINK_MOVED, 0, location};
      return OK;
    }
  }
  out->problem = LINK_LOOP;
  return OK;
}

/* ---- What was asked before ---- */

static int link_look_compare(const void *a, const void *b) {
  const struct link_answer *x = a, *y = b;
  return strcmp(x->key, y->key);
}

static enum err link_look_keep(
    struct link_look *l, const char *key, const struct link_place *place) {
  struct link_answer *answer = arena_alloc(l->kept, sizeof *answer);
  char *copy = arena_strdup(l->kept, key);
  const char *better = place->better ? arena_strdup(l->kept, place->better) : NULL;
  if (!answer || !copy || (place->better && !better))
    return ERR_NOMEM;
  *answer = (struct link_answer){copy, *place};
  answer->place.better = better;
  if (!tsearch(answer, &l->answers, link_look_compare))
    return ERR_NOMEM;
  l->count++;
  return OK;
}

enum err link_look_find(struct link_look *l, struct arena *a, const struct url_here *u,
    struct link_place *out) {
  struct link_answer wanted = {
      .key = u->query ? arena_join(a, u->path, "?", u->query, NULL) : u->path};
  struct link_place place = {LINK_FINE, 0, NULL};
  if (!wanted.key)
    return ERR_NOMEM;
  struct link_answer *const *known = tfind(&wanted, &l->answers, link_look_compare);
  if (known) {
    *out = (*known)->place;
    return OK;
  }
  enum err e = link_look_resolve(l, a, u, &place);
  if (!e && place.problem == LINK_MISSING)
    e = page_link_suggest(l->site, a, u->path, &place.better);
  /* Articles are many, and found as fast as they would be here. */
  if (!e && l->count < LINK_LOOK_MOST && !(place.problem == LINK_FINE && place.article))
    e = link_look_keep(l, wanted.key, &place);
  if (!e)
    *out = place;
  return e;
}
