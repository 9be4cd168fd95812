#include "cli/command/post_ref.h"

#include <stdio.h>
#include <string.h>

#include "base/percent.h"
#include "cli/command/argument.h"
#include "db/model/article_slug.h"
#include "db/model/path.h"
#include "site/core/permalink.h"

/* Enough to tell the user which ones there are. */
enum { POST_REF_MOST = 5 };

/* The path of a URL of the site, as it is in the URL; NULL for one of another site. */
static const char *post_ref_path_of(const struct site *site, const char *url) {
  for (const char *const *origin = site->settings.origins; *origin; origin++) {
    size_t n = strlen(*origin);
    /* With the test of the next byte, "https://example.org.evil/" is no URL of
     * https://example.org. */
    if (strncmp(url, *origin, n) == 0 && (url[n] == '/' || !url[n]))
      return url + n;
  }
  return NULL;
}

/* The normal form of a path as it is typed or copied from a browser, which may have a
 * query, a fragment and percent-encoding. */
static char *post_ref_normalise(struct arena *a, const char *path) {
  char *cut = arena_strndup(a, path, strcspn(path, "?#"));
  char *decoded = cut ? percent_decode(a, cut) : NULL;
  return decoded ? permalink_normalise(a, decoded) : NULL;
}

/* A page that was never public has no path yet, but its slugs make one. */
static enum err post_ref_by_path(
    struct site *site, struct arena *a, const char *word, int64_t *id) {
  struct path found;
  char *path = post_ref_normalise(a, word);
  if (!path)
    return ERR_NOMEM;
  enum err e = path_find(site->db, path, &found);
  /* Former paths count too: an author may have an old address at hand. A path without
   * an article is gone for good. */
  if (!e && found.article_id)
    *id = found.article_id;
  if (e != ERR_NOT_FOUND)
    return e || found.article_id ? e : ERR_NOT_FOUND;
  size_t n = strlen(path);
  char *slugs = n > 2 ? arena_strndup(a, path + 1, n - 2) : NULL;
  return slugs ? article_slug_find_page(site->db, slugs, id) : ERR_NOT_FOUND;
}

static enum err post_ref_by_slug(struct site *site, struct arena *a, const char *word,
    int64_t *id, char *why, size_t why_size) {
  int64_t ids[POST_REF_MOST];
  size_t count = 0;
  char *path = post_ref_normalise(a, word);
  size_t length = path ? strlen(path) : 0;
  /* The normal form of a word is "/word/": the slug is what is between the slashes. */
  char *slug = length > 2 ? arena_strndup(a, path + 1, length - 2) : NULL;
  if (!slug)
    return path && length <= 2 ? ERR_NOT_FOUND : ERR_NOMEM;
  enum err e = article_slug_find(site->db, slug, POST_REF_MOST, ids, &count);
  if (e || count == 0)
    return e ? e : ERR_NOT_FOUND;
  if (count == 1) {
    *id = ids[0];
    return OK;
  }
  /* Posts of different months may have the same slug. */
  int n = snprintf(
      why, why_size, "several posts have the slug \"%.80s\": use an ID of", slug);
  for (size_t i = 0; i < count && n > 0 && (size_t)n < why_size; i++)
    n += snprintf(
        why + n, why_size - (size_t)n, "%s %lld", i ? "," : "", (long long)ids[i]);
  return ERR_INVALID;
}

enum err post_ref_find(struct site *site, struct arena *a, const char *word,
    int64_t *id, char *why, size_t why_size) {
  why[0] = '\0';
  /* A number is always an ID. A post that an import gave a number as its slug can be
   * named by its path. */
  if (argument_is_id(word, id))
    return OK;
  bool is_url = strstr(word, "://") != NULL;
  const char *path = is_url ? post_ref_path_of(site, word) : word;
  if (!path) {
    snprintf(why, why_size, "\"%.200s\" is no address of this site, which is at %s",
        word, site->settings.base_url);
    return ERR_INVALID;
  }
  enum err e = is_url || strchr(path, '/')
                   ? post_ref_by_path(site, a, path, id)
                   : post_ref_by_slug(site, a, path, id, why, why_size);
  if (e == ERR_NOT_FOUND)
    snprintf(why, why_size,
        "no post has the ID, slug or path \"%.200s\": \"pamphlet post list\" shows them",
        word);
  else if (e && !*why)
    snprintf(why, why_size, "%s", err_text(e));
  return e;
}
