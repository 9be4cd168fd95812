#include "site/publish/redirect_add.h"

#include <stdbool.h>
#include <string.h>

#include "base/percent.h"
#include "db/model/path.h"
#include "db/model/redirect.h"
#include "markup/names/url.h"
#include "site/core/permalink.h"
#include "site/publish/article_check.h"

/* How many redirects in a row are followed in search of a circle. Browsers give up
 * after 20. */
enum { MOST_STEPS = 20 };

/* Lists of old addresses, such as sitemaps, have whole URLs. */
static const char *redirect_without_origin(const char *url) {
  const char *path = url_without_origin(url);
  return *path || !*url ? path : "/";
}

char *redirect_path(struct arena *a, const char *from) {
  char *decoded = percent_decode(a, redirect_without_origin(from));
  return decoded ? permalink_normalise(a, decoded) : NULL;
}

/* A target goes into the header Location as it is, where only ASCII is safe (RFC 3986
 * section 2). What is encoded already stays so. NULL when out of memory. */
static char *redirect_encode(struct arena *a, const char *to) {
  static const char digits[] = "0123456789ABCDEF";
  char *out = arena_alloc(a, 3 * strlen(to) + 1), *at = out;
  if (!out)
    return NULL;
  for (const unsigned char *s = (const unsigned char *)to; *s; s++)
    if (*s > ' ' && *s < 0x7f) {
      *at++ = (char)*s;
    } else {
      *at++ = '%';
      *at++ = digits[*s >> 4];
      *at++ = digits[*s & 15];
    }
  *at = '\0';
  return out;
}

static bool redirect_is_target(struct arena *a, const char *to) {
  if (*to == '/' && to[1] != '/') {
    /* The rules for a path are those of a URL with a host before it. */
    const char *url = arena_printf(a, "https://example.org%s", to);
    return url && url_is_website(url, strlen(url));
  }
  return url_is_website(to, strlen(to));
}

/* True if `to` leads back to `from`, at once or over other redirects. */
static enum err redirect_is_circle(
    struct site *site, struct arena *a, const char *from, const char *to, bool *out) {
  *out = false;
  /* A target on another site ends the walk: this site cannot know where that leads. */
  for (int i = 0; i < MOST_STEPS && *to == '/'; i++) {
    char *path = arena_strndup(a, to, strcspn(to, "?#"));
    path = path ? redirect_path(a, path) : NULL;
    if (!path)
      return ERR_NOMEM;
    if (strcmp(path, from) == 0) {
      *out = true;
      return OK;
    }
    enum err e = redirect_find(site->db, a, path, &to);
    if (e)
      return e == ERR_NOT_FOUND ? OK : e;
  }
  return OK;
}

/* Only where the site has nothing is a redirect asked, so one from the address of an
 * article would never act. */
static enum err redirect_check_free(
    struct site *site, const char *path, int line, struct parse_problem *problem) {
  struct path found;
  enum err e = path_find(site->db, path, &found);
  if (e == ERR_NOT_FOUND || (!e && found.kind == PATH_GONE))
    return OK;
  return e ? e
           : parse_problem_set(problem, line,
                 "\"%.60s\" leads to article %lld, so a redirect from it would never"
                 " act",
                 path, (long long)found.article_id);
}

static enum err redirect_check(struct site *site, struct arena *a, const char *path,
    const char *target, int line, struct parse_problem *problem) {
  bool circle;
  if (strcmp(path, "/") == 0)
    return parse_problem_set(problem, line, "the home page cannot be redirected");
  enum err e = article_check_path(a, path, line, problem);
  if (!e && !redirect_is_target(a, target))
    return parse_problem_set(problem, line,
        "\"%.60s\" is neither a path such as /new/name/ nor a URL such as"
        " https://example.org/",
        target);
  if (!e)
    e = redirect_is_circle(site, a, path, target, &circle);
  if (!e && circle)
    return parse_problem_set(problem, line, "\"%.60s\" would redirect to itself", path);
  return e ? e : redirect_check_free(site, path, line, problem);
}

enum err redirect_add(struct site *site, struct arena *a, const char *from,
    const char *to, int line, enum redirect_add_result *out,
    struct parse_problem *problem) {
  const char *old = NULL;
  /* A path with a query would match no request: they are looked up by path alone. */
  if (from[strcspn(from, "?#")])
    return parse_problem_set(problem, line,
        "\"%.60s\" has a query or a fragment: only paths can be redirected", from);
  const char *given = redirect_without_origin(from);
  if (*given != '/' || given[1] == '/')
    return parse_problem_set(problem, line,
        "\"%.60s\" is not a path of this site: write it like /old/name/", from);
  char *path = redirect_path(a, from), *target = redirect_encode(a, to);
  if (!path || !target)
    return ERR_NOMEM;
  enum err e = redirect_check(site, a, path, target, line, problem);
  if (!e)
    e = redirect_find(site->db, a, path, &old);
  if (e && e != ERR_NOT_FOUND)
    return e;
  bool same = !e && strcmp(old, target) == 0;
  *out = same ? REDIRECT_UNCHANGED : e ? REDIRECT_ADDED : REDIRECT_CHANGED;
  /* Nothing is written without a change, so that a list can be imported again. */
  return same ? OK : redirect_set(site->db, path, target);
}
