#include "site/pages/suggest.h"

#include <string.h>

#include "base/limits.h"
#include "markup/names/slug.h"
#include "site/pages/suggest_internal.h"

enum {
  MOST_PARTS = 8, /* of a path that are looked at for a slug */
  TRIED = 3       /* slugs of a path that something is looked for to be near of */
};

/* Slugs of a path, the last first. */
struct parts {
  const char *slugs[TRIED];
  size_t count;
};

/* Without the ends that files of other programs had. */
static size_t without_ending(const char *s, size_t n) {
  static const char *const endings[] = {".html", ".htm", ".php", ".md"};
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    size_t end = strlen(endings[i]);
    if (n > end && strncmp(s + n - end, endings[i], end) == 0)
      return n - end;
  }
  return n;
}

static enum err make_slug(struct arena *a, const char *s, size_t n, const char **out) {
  struct buf slug = {0};
  n = without_ending(s, n);
  *out = "";
  if (n > LIMIT_SLUG)
    return OK;
  const char *part = arena_strndup(a, s, n);
  enum err e = part ? slug_make(part, &slug) : ERR_NOMEM;
  if (!e && !(*out = arena_strdup(a, buf_text(&slug))))
    e = ERR_NOMEM;
  buf_free(&slug);
  return e;
}

/* The slugs at the end of a path, but for what the blog itself puts there (/feed/,
 * numbers). */
static enum err read_parts(struct arena *a, const char *path, struct parts *out) {
  size_t end = strlen(path);
  enum err e = OK;
  *out = (struct parts){0};
  for (int i = 0; !e && end && out->count < TRIED && i < MOST_PARTS; i++) {
    const char *slug = "";
    size_t begin = end;
    while (begin && path[begin - 1] != '/')
      begin--;
    e = make_slug(a, path + begin, end - begin, &slug);
    if (!e && *slug && !slug_is_reserved(slug))
      out->slugs[out->count++] = slug;
    end = begin ? begin - 1 : 0;
  }
  return e;
}

enum err suggest_words(struct arena *a, const char *path, const char **out) {
  struct parts parts;
  enum err e = read_parts(a, path, &parts);
  char *words = e ? NULL : arena_strdup(a, parts.count ? parts.slugs[0] : "");
  if (!words)
    return e ? e : ERR_NOMEM;
  for (char *c = words; (c = strchr(c, '-')) != NULL;)
    *c = ' ';
  *out = *words ? words : NULL;
  return OK;
}

/* What follows the address that lists of a kind have in front, or had elsewhere; NULL
 * where the path is of no such list. */
static const char *below_lists(const char *path, enum term_kind *kind) {
  static const struct {
    const char *head;
    enum term_kind kind;
  } heads[] = {{"/category/", TERM_CATEGORY}, {"/categories/", TERM_CATEGORY},
      {"/tag/", TERM_TAG}, {"/tags/", TERM_TAG}, {"/author/", TERM_AUTHOR},
      {"/authors/", TERM_AUTHOR}};
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
    size_t n = strlen(heads[i].head);
    if (strncmp(path, heads[i].head, n) == 0) {
      *kind = heads[i].kind;
      return path + n;
    }
  }
  return NULL;
}

/* "a/b" of the slugs down to that at `last`. */
static const char *path_to(struct arena *a, const struct parts *p, size_t last) {
  const char *path = p->slugs[p->count - 1];
  for (size_t i = p->count - 1; path && i > last; i--)
    path = arena_join(a, path, "/", p->slugs[i - 1], NULL);
  return path;
}

static enum err find_terms(struct site *site, struct arena *a, enum term_kind kind,
    const char *below, struct view_links *out) {
  struct parts parts;
  enum err e = read_parts(a, below, &parts);
  for (size_t i = 0; !e && i < parts.count && !out->count; i++) {
    const char *slug = kind == TERM_CATEGORY ? path_to(a, &parts, i) : parts.slugs[i];
    e = slug ? suggest_terms(site, a, kind, slug, out) : ERR_NOMEM;
  }
  return e;
}

/* The words of the parts before the last are no title's. */
static enum err find_articles(
    struct site *site, struct arena *a, const char *path, struct view_links *out) {
  struct parts parts;
  enum err e = read_parts(a, path, &parts);
  for (size_t i = 0; !e && i < parts.count && !out->count; i++)
    e = suggest_articles(site, a, parts.slugs[i], i == 0, out);
  return e;
}

static bool is_file(const char *path) {
  return strncmp(path, "/assets/", 8) == 0 || strncmp(path, "/media/", 7) == 0;
}

enum err suggest_find(
    struct site *site, struct arena *a, const char *path, struct view_links *out) {
  enum term_kind kind = TERM_TAG;
  const char *below = below_lists(path, &kind);
  *out = (struct view_links){0};
  if (is_file(path))
    return OK;
  enum err e = below ? find_terms(site, a, kind, below, out) : OK;
  return e || out->count ? e : find_articles(site, a, path, out);
}
