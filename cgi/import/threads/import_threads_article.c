/* Services create a thread for whatever address a reader had open: the page on
 * localhost while it was written, its copy in a translator or the Web Archive, with the
 * parameters of a newsletter. So the address is asked for as it is, and then without
 * each part that old engines, proxies and campaigns have added. */
#include "import/threads/import_threads_article.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/percent.h"
#include "import/common/import_follow.h"

/* Longer ones are no addresses, and each form of them costs a look-up. */
enum { MOST_ADDRESS = 2000 };

/* The value of a parameter of the query, decoded; NULL if there is none, or when out of
 * memory. */
static char *import_threads_article_parameter(
    struct arena *a, const char *address, const char *name) {
  const char *at = strchr(address, '?');
  size_t n = strlen(name);
  for (; at; at = strchr(at, '&')) {
    at++;
    if (strncmp(at, name, n) == 0 && at[n] == '=') {
      char *raw = arena_strndup(a, at + n + 1, strcspn(at + n + 1, "&#"));
      return raw ? percent_decode(a, raw) : NULL;
    }
  }
  return NULL;
}

/* The address of the page that a translator, a cache or an archive shows a copy of;
 * `address` itself if it is no such copy. */
static const char *import_threads_article_original(
    struct arena *a, const char *address) {
  const char *inner = NULL;
  if (strstr(address, "//translate.") && strstr(address, "google"))
    inner = import_threads_article_parameter(a, address, "u");
  else if (strstr(address, "//webcache.googleusercontent."))
    /* "search?q=cache:ID:example.org/path+words" */
    inner = strrchr(address, ':') ? strchr(strrchr(address, ':'), '/') : NULL;
  else if (strstr(address, "//web.archive.org/web/") || strstr(address, "/http"))
    /* "/web/20130101000000/http://example.org/path"; other proxies do the same. */
    inner =
        strstr(strstr(address, "//") ? strstr(address, "//") + 2 : address, "/http");
  if (inner && strncmp(inner, "/http", 5) == 0 && strstr(inner, "//"))
    inner++;
  return inner && import_follow_path(inner) ? inner : address;
}

/* The identifiers of WordPress's plugin are "42 http://example.org/?p=42", and people
 * type paths without their slash. NULL if it is no address at all. */
static const char *import_threads_article_clean(struct arena *a, const char *address) {
  address += strspn(address, " \t\r\n");
  size_t digits = strspn(address, "0123456789");
  if (digits && address[digits] == ' ')
    address += digits + 1;
  char *copy = arena_strndup(a, address, strcspn(address, " \t\r\n"));
  if (!copy || !*copy || strlen(copy) > MOST_ADDRESS)
    return NULL;
  const char *original = import_threads_article_original(a, copy);
  if (import_follow_path(original))
    return original;
  /* A name without a slash could be anything, such as the title of a page. */
  return strchr(original, '/') && !strchr(original, ':')
             ? arena_printf(a, "/%s", original)
             : NULL;
}

/* Cuts one of the endings off a path of `n` bytes. Returns the new length. */
static size_t import_threads_article_cut(const char *path, size_t n) {
  static const char *const endings[] = {"index.html", "index.htm", "index.php",
      "default.aspx", ".html", ".htm", ".php", ".aspx", ".asp", "/amp/", "/amp"};
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    size_t m = strlen(endings[i]);
    if (n > m && strncasecmp(path + n - m, endings[i], m) == 0)
      return n - m;
  }
  return n;
}

static enum err import_threads_article_try(
    struct site *site, struct arena *a, const char *address, int64_t *out) {
  int64_t id = 0;
  enum err e = address ? import_follow(site, a, address, &id) : ERR_NOMEM;
  if (!e && id)
    *out = id;
  /* Comments of a withdrawn article would be lost with it. */
  return e == ERR_GONE || (!e && !id) ? ERR_NOT_FOUND : e;
}

enum err import_threads_article(
    struct site *site, struct arena *a, const char *address, int64_t *out) {
  const char *clean = import_threads_article_clean(a, address);
  const char *path = clean ? import_follow_path(clean) : NULL;
  if (!path)
    return ERR_NOT_FOUND;
  size_t whole = strcspn(path, "#"), n = strcspn(path, "?#");
  /* With its parameters first: "/?p=7" has no other part that says anything. */
  enum err e = import_threads_article_try(site, a, arena_strndup(a, path, whole), out);
  if (e == ERR_NOT_FOUND && n < whole)
    e = import_threads_article_try(site, a, arena_strndup(a, path, n), out);
  for (size_t cut = n; e == ERR_NOT_FOUND;) {
    size_t shorter = import_threads_article_cut(path, cut);
    if (shorter == cut)
      return e;
    cut = shorter;
    e = import_threads_article_try(site, a, arena_strndup(a, path, cut), out);
  }
  return e;
}
