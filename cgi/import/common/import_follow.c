#include "import/common/import_follow.h"

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "markup/names/url.h"
#include "site/pages/page.h"

/* MOST_STEPS: redirects that are followed from one address. */
enum { MOST_STEPS = 5, MOST_ID = 18 };

/* The ID in "p=7" or "page_id=7", which may be any part of the query; 0 if there is
 * none. */
static int64_t import_follow_id(const char *query) {
  static const char *const names[] = {"p=", "page_id="};
  while (query) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
      size_t n = strlen(names[i]);
      int64_t id = 0;
      const char *s = query + n;
      if (strncmp(query, names[i], n) != 0 || strspn(s, "0123456789") > MOST_ID)
        continue;
      for (; *s >= '0' && *s <= '9'; s++)
        id = id * 10 + (*s - '0');
      if (id)
        return id;
    }
    query = strchr(query, '&');
    query = query ? query + 1 : NULL;
  }
  return 0;
}

static bool import_follow_is_media(
    const struct site *site, struct arena *a, const char *path) {
  char *file = strncmp(path, "/media/", 7) == 0 && !strstr(path, "/.")
                   ? arena_printf(a, "%s%s", site->dir, path)
                   : NULL;
  return file && access(file, R_OK) == 0;
}

/* Asks for a path with its query. *next becomes the target of a redirect to another
 * path of this site, or else NULL. */
static enum err import_follow_ask(struct site *site, struct arena *a,
    const char *address, const char **next, int64_t *article) {
  struct page page = {0};
  const char *query = strchr(address, '?');
  char *raw = arena_strndup(a, address, strcspn(address, "?#"));
  char *path = raw ? percent_decode(a, raw) : NULL;
  *next = NULL;
  if (!path)
    return ERR_NOMEM;
  /* The server answers such a request before it looks for a page. */
  if (utf8_check(path, strlen(path), UTF8_ONE_LINE))
    return ERR_NOT_FOUND;
  if (import_follow_is_media(site, a, path))
    return OK;
  struct page_request r = {.raw_path = raw,
      .path = path,
      .id = query ? import_follow_id(query + 1) : 0,
      .feed = query && strncmp(query, "?feed=", 6) == 0 ? query + 6 : NULL,
      .now = clock_now()};
  enum err e = page_find(site, a, &r, &page);
  if (!e && page.location && *page.location == '/')
    *next = page.location;
  if (!e && !page.location)
    *article = page.subject;
  return e;
}

const char *import_follow_path(const char *address) {
  const char *path = url_without_origin(address);
  if (strncmp(address, "//", 2) == 0) {
    path = strchr(address + 2, '/');
    return path ? path : "/";
  }
  if (*path == '/')
    return path;
  /* "https://example.org" is the home page; "old/" is no path. */
  return path != address && !*path ? "/" : NULL;
}

enum err import_follow(
    struct site *site, struct arena *a, const char *address, int64_t *article) {
  const char *next = import_follow_path(address);
  int64_t found = 0;
  enum err e = next ? OK : ERR_NOT_FOUND;
  for (int i = 0; !e && next && i < MOST_STEPS; i++)
    e = import_follow_ask(site, a, next, &next, &found);
  if (!e)
    *article = found;
  return e;
}
