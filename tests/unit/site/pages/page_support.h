/* Helpers for the tests of page kinds. */
#ifndef S_UNIT_SITE_PAGES_PAGE_SUPPORT_H
#define S_UNIT_SITE_PAGES_PAGE_SUPPORT_H

#include "fail_alloc.h"
#include "site/pages/article_memory.h"
#include "site/pages/page.h"
#include "site/pages/page_kind.h"
#include "support_site.h"

/* The page at a path, found by its kind as in a request. */
static inline struct page page_at(struct blog *b, const char *path) {
  const struct page_request r = {.raw_path = path, .path = path, .now = SUPPORT_DATE};
  struct page p = {0};
  enum err e = page_find(b->web, b->arena, &r, &p);
  if (e)
    fail_msg("%s: %s", path, err_name(e));
  return p;
}

static inline enum err page_error_at(struct blog *b, const char *path) {
  const struct page_request r = {.raw_path = path, .path = path, .now = SUPPORT_DATE};
  struct page p = {0};
  return page_find(b->web, b->arena, &r, &p);
}

/* The text of the page at a path, in the arena. */
static inline const char *page_text(struct blog *b, const char *path) {
  struct buf out = {0};
  struct page p = page_at(b, path);
  assert_err(page_render(b->web, b->arena, &p, &out), OK);
  const char *copy = arena_strdup(b->arena, buf_text(&out));
  buf_free(&out);
  assert_non_null(copy);
  return copy;
}

/* The paths that a visitor or an evictor gets, one per line; a range of numbers as
 * "/page/ 2-5", and the one with the largest as "/page/ last". */
struct page_paths {
  char text[8000];
};

/* The path of a list of which nothing is stored, or NULL. */
static const char *page_paths_empty;

static inline enum err page_paths_add(void *context, const char *path) {
  struct page_paths *p = context;
  size_t n = strlen(p->text);
  snprintf(p->text + n, sizeof p->text - n, "%s\n", path);
  return OK;
}

static inline enum err page_paths_add_numbers(
    void *context, const char *below, int64_t first, int64_t last) {
  struct page_paths *p = context;
  size_t n = strlen(p->text);
  snprintf(p->text + n, sizeof p->text - n, "%s %lld-%lld\n", below, (long long)first,
      last == INT64_MAX ? -1LL : (long long)last);
  return OK;
}

static inline enum err page_paths_add_last(void *context, const char *below) {
  struct page_paths *p = context;
  size_t n = strlen(p->text);
  snprintf(p->text + n, sizeof p->text - n, "%s last\n", below);
  return OK;
}

static inline bool page_paths_has_list(void *context, const char *path) {
  (void)context;
  return !page_paths_empty || strcmp(path, page_paths_empty) != 0;
}

static inline const struct page_kind *page_kind_named(const char *name) {
  for (size_t i = 0; i < page_kind_count; i++)
    if (strcmp(page_kinds[i].name, name) == 0)
      return &page_kinds[i];
  fail_msg("there is no kind %s", name);
  return NULL;
}

/* Returns the paths that a kind enumerates. */
static inline void page_enumerated(
    struct blog *b, const char *kind, struct page_paths *out) {
  struct arena *a = arena_new(1 << 20);
  *out = (struct page_paths){0};
  assert_err(page_kind_named(kind)->enumerate(b->web, a, page_paths_add, out), OK);
  arena_free(a);
}

/* Returns the paths of a kind that an invalidated key affects. */
static inline void page_affected(struct blog *b, const char *kind,
    struct txn_invalidated inv, struct page_paths *out) {
  struct page_change change;
  const struct page_evictor evictor = {page_paths_add, page_paths_add_numbers,
      page_paths_add_last, page_paths_has_list, out};
  *out = (struct page_paths){0};
  assert_err(page_change_load(b->web->db, b->arena, &inv, &change), OK);
  assert_err(page_kind_named(kind)->affected(b->web, b->arena, &change, &evictor), OK);
}

/* Finding and rendering a page while each allocation fails once. */
struct page_scenario {
  struct blog *blog;
  struct page_request request;
};

static inline enum err page_scenario_run(void *context) {
  const struct page_scenario *s = context;
  struct arena *a = arena_new(16 << 20);
  struct buf out = {0};
  struct page p = {0};
  if (!a)
    return ERR_NOMEM;
  article_memory_free(s->blog->web);
  enum err e = page_find(s->blog->web, a, &s->request, &p);
  if (!e)
    e = page_render(s->blog->web, a, &p, &out);
  buf_free(&out);
  arena_free(a);
  return e;
}

static inline void page_survives_failing_memory(struct blog *b, const char *path) {
  struct page_scenario s = {b, {.raw_path = path, .path = path, .now = SUPPORT_DATE}};
  assert_true(fail_alloc_each(page_scenario_run, &s) > 1);
}

static inline int64_t page_save_at(struct blog *b, const char *slug, int64_t time) {
  struct article_input d = support_article_input(slug);
  d.published_at = d.updated_at = time;
  return support_save(b, &d);
}

#define assert_has(text, piece)                                                        \
  do {                                                                                 \
    if (!strstr(text, piece))                                                          \
      fail_msg("no \"%s\" in:\n%s", piece, text);                                      \
  } while (0)
#define assert_lacks(text, piece)                                                      \
  do {                                                                                 \
    if (strstr(text, piece))                                                           \
      fail_msg("\"%s\" in:\n%s", piece, text);                                         \
  } while (0)

#endif
