#include "markup/names/url_resolve.h"

#include <string.h>
#include <strings.h>

#include "markup/names/url.h"

/* The host and port of "https://host:443/path" or "//host/path", without what the port
 * is anyway. */
static const char *url_resolve_host(const char *url, size_t *size) {
  const char *host = strstr(url, "//") + 2;
  size_t n = strcspn(host, "/?#");
  *size = n;
  if (n > 3 && strncmp(host + n - 3, ":80", 3) == 0)
    *size = n - 3;
  else if (n > 4 && strncmp(host + n - 4, ":443", 4) == 0)
    *size = n - 4;
  return host;
}

/* True if `link`, which has a host, leads to one of the origins. */
static bool url_resolve_is_here(const char *link, const char *const *origins) {
  size_t n = 0, m = 0;
  const char *host = url_resolve_host(link, &n);
  for (; *origins; origins++) {
    if (!strstr(*origins, "//"))
      continue;
    const char *own = url_resolve_host(*origins, &m);
    if (n == m && strncasecmp(host, own, n) == 0)
      return true;
  }
  return false;
}

/* Removes "." and ".." from a path that begins with a slash, in place (section 5.2.4).
 * Both count in the encoded form of the dot as well: browsers treat "%2e" as ".". */
static void url_resolve_dots(char *path) {
  char *out = path;
  for (const char *s = path; *s;) {
    size_t n = 1 + strcspn(s + 1, "/"), dots = 0, at = 1;
    while (at < n && (s[at] == '.' || strncasecmp(s + at, "%2e", 3) == 0)) {
      at += s[at] == '.' ? 1 : 3;
      dots++;
    }
    bool is_dots = at == n && (dots == 1 || dots == 2), is_last = !s[n];
    if (is_dots && dots == 2)
      do
        out -= out > path;
      while (out > path && *out != '/');
    if (!is_dots) {
      memmove(out, s, n);
      out += n;
    } else if (is_last) {
      *out++ = '/';
    }
    s += n;
  }
  if (out == path)
    *out++ = '/';
  *out = '\0';
}

/* Splits `rest`, an address from its path on; `path` is that of the page, for one whose
 * path is empty or relative. */
static enum err url_resolve_split(
    struct arena *a, const char *rest, const char *path, struct url_here *out) {
  size_t n = strcspn(rest, "?#"), base = 0;
  struct url_here u = {NULL, NULL, NULL};
  const char *query = rest + n, *hash = strchr(query, '#');
  /* An empty path is that of the page; a relative one replaces its last part. */
  if (*rest != '/')
    base = n ? (size_t)(strrchr(path, '/') + 1 - path) : strlen(path);
  char *joined = arena_alloc(a, base + n + 1);
  if (!joined)
    return ERR_NOMEM;
  memcpy(joined, path, base);
  memcpy(joined + base, rest, n);
  joined[base + n] = '\0';
  url_resolve_dots(joined);
  u.path = joined;
  if (*query == '?')
    u.query = arena_strndup(
        a, query + 1, hash ? (size_t)(hash - query - 1) : strlen(query + 1));
  if (hash)
    u.fragment = arena_strdup(a, hash + 1);
  if ((*query == '?' && !u.query) || (hash && !u.fragment))
    return ERR_NOMEM;
  *out = u;
  return OK;
}

enum err url_resolve(struct arena *a, const char *link, const char *path,
    const char *const *origins, bool *is_here, struct url_here *out) {
  const char *rest = link;
  bool here = true;
  switch (url_classify(link)) {
  case URL_UNSAFE:
  case URL_CONTACT:
    here = false;
    break;
  case URL_EXTERNAL:
    here = url_resolve_is_here(link, origins);
    rest = strstr(link, "//") + 2;
    rest += strcspn(rest, "/?#");
    /* "https://example.org" is its home page, and not the page it is on. */
    path = "/";
    break;
  case URL_RELATIVE:
  case URL_FRAGMENT:
    break;
  }
  enum err e = here ? url_resolve_split(a, rest, path, out) : OK;
  if (!e)
    *is_here = here;
  return e;
}
