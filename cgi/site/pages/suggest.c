#include "site/pages/suggest.h"

#include <string.h>

#include "base/limits.h"
#include "markup/names/slug.h"
#include "site/pages/suggest_match.h"

enum {
  MOST_COMPONENTS = 8, /* of a path that are read, from its end */
  MOST_SLUGS = 3       /* of those that are tried */
};

/* The slugs at the end of a path, the last one first. */
struct suggest_slugs {
  const char *items[MOST_SLUGS];
  size_t count;
};

/* Cuts the file name extensions that addresses of other programs have. */
static size_t suggest_cut_extension(const char *s, size_t n) {
  static const char *const endings[] = {".html", ".htm", ".php", ".md"};
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    size_t end = strlen(endings[i]);
    if (n > end && strncmp(s + n - end, endings[i], end) == 0)
      return n - end;
  }
  return n;
}

/* The component as slug_make would write it: case, accents in another form, and spaces
 * are no difference then. */
static enum err suggest_make_slug(
    struct arena *a, const char *s, size_t n, const char **out) {
  struct buf slug = {0};
  n = suggest_cut_extension(s, n);
  *out = "";
  /* No slug is longer. */
  if (n > LIMIT_SLUG)
    return OK;
  const char *part = arena_strndup(a, s, n);
  enum err e = part ? slug_make(part, &slug) : ERR_NOMEM;
  if (!e && !(*out = arena_strdup(a, buf_text(&slug))))
    e = ERR_NOMEM;
  buf_free(&slug);
  return e;
}

/* Reads the slugs at the end of a path, except reserved ones and numbers of pages: in
 * "/a-post/feed/" the reader looks for the post. */
static enum err suggest_read_slugs(
    struct arena *a, const char *path, struct suggest_slugs *out) {
  size_t end = strlen(path);
  enum err e = OK;
  *out = (struct suggest_slugs){0};
  for (int i = 0; !e && end && out->count < MOST_SLUGS && i < MOST_COMPONENTS; i++) {
    const char *slug = "";
    size_t begin = end;
    while (begin && path[begin - 1] != '/')
      begin--;
    e = suggest_make_slug(a, path + begin, end - begin, &slug);
    if (!e && *slug && !slug_is_reserved(slug))
      out->items[out->count++] = slug;
    end = begin ? begin - 1 : 0;
  }
  return e;
}

/* Hyphens become spaces again, as in the title the slug was made from. */
enum err suggest_words(struct arena *a, const char *path, const char **out) {
  struct suggest_slugs slugs;
  enum err e = suggest_read_slugs(a, path, &slugs);
  char *words = e ? NULL : arena_strdup(a, slugs.count ? slugs.items[0] : "");
  if (!words)
    return e ? e : ERR_NOMEM;
  for (char *c = words; (c = strchr(c, '-')) != NULL;)
    *c = ' ';
  *out = *words ? words : NULL;
  return OK;
}

/* Sets *kind and returns the rest of the path if it begins like the list of a term here
 * or in another program; else NULL. */
static const char *suggest_term_path(const char *path, enum term_kind *kind) {
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

/* The path of a category, "a/b", from its outermost slug to that at `last`. */
static const char *suggest_category_path(
    struct arena *a, const struct suggest_slugs *p, size_t last) {
  const char *path = p->items[p->count - 1];
  for (size_t i = p->count - 1; path && i > last; i--)
    path = arena_join(a, path, "/", p->items[i - 1], NULL);
  return path;
}

/* From the innermost slug outwards, until one matches. */
static enum err suggest_find_terms(struct site *site, struct arena *a,
    enum term_kind kind, const char *below, struct view_links *out) {
  struct suggest_slugs slugs;
  enum err e = suggest_read_slugs(a, below, &slugs);
  for (size_t i = 0; !e && i < slugs.count && !out->count; i++) {
    const char *slug =
        kind == TERM_CATEGORY ? suggest_category_path(a, &slugs, i) : slugs.items[i];
    e = slug ? suggest_match_terms(site, a, kind, slug, out) : ERR_NOMEM;
  }
  return e;
}

/* Only the last slug is the words of a title; the others are dates or categories. */
static enum err suggest_find_articles(
    struct site *site, struct arena *a, const char *path, struct view_links *out) {
  struct suggest_slugs slugs;
  enum err e = suggest_read_slugs(a, path, &slugs);
  for (size_t i = 0; !e && i < slugs.count && !out->count; i++)
    e = suggest_match_articles(site, a, slugs.items[i], i == 0, out);
  return e;
}

/* A missing picture is asked for by a browser, and nobody reads the suggestions. */
static bool suggest_is_file(const char *path) {
  return strncmp(path, "/assets/", 8) == 0 || strncmp(path, "/media/", 7) == 0;
}

enum err suggest_find(
    struct site *site, struct arena *a, const char *path, struct view_links *out) {
  enum term_kind kind = TERM_TAG;
  const char *below = suggest_term_path(path, &kind);
  *out = (struct view_links){0};
  if (suggest_is_file(path))
    return OK;
  enum err e = below ? suggest_find_terms(site, a, kind, below, out) : OK;
  return e || out->count ? e : suggest_find_articles(site, a, path, out);
}
