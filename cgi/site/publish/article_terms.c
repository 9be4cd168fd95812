#include "site/publish/article_terms.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "db/model/term.h"
#include "markup/names/author_name.h"
#include "site/publish/term_slug.h"

/* `problem` is NULL for the author: no name of an author is refused. */
struct terms {
  struct db *db;
  struct arena *arena;
  const struct article_input *input;
  struct parse_problem *problem;
};

/* The slug for a term that may have to be created. */
static enum err article_terms_slug_of(struct terms *t, enum term_kind kind,
    const char *name, const char *other, const char **out) {
  *out = term_slug_find(t->arena, &t->input->term_slugs, kind, name);
  return *out ? OK : term_slug_make(t->arena, name, other, out);
}

/* The slug of one component of a category's name: the next component of *path, if there
 * is one, which is consumed. */
static enum err article_terms_part_of(
    struct terms *t, const char **path, const char *name, const char **slug) {
  size_t n = *path ? strcspn(*path, "/") : 0;
  if (!n)
    return term_slug_make(t->arena, name, NULL, slug);
  *slug = arena_strndup(t->arena, *path, n);
  *path += n + ((*path)[n] == '/');
  return *slug ? OK : ERR_NOMEM;
}

/* Finds the category "A/B", creating it and its ancestors as needed. */
static enum err article_terms_category_of(
    struct terms *t, const char *name, int line, int64_t *id) {
  /* A copy, because term_ensure writes to `found` while it reads the parent. */
  struct term parent = {0}, found = {0};
  char *rest = arena_strdup(t->arena, name), *save = NULL;
  const char *path =
      term_slug_find(t->arena, &t->input->term_slugs, TERM_CATEGORY, name);
  if (!rest)
    return ERR_NOMEM;
  /* strtok_r skips empty components, so "A//B" and "/A/B" are "A/B". */
  for (char *part = strtok_r(rest, "/", &save); part;
       part = strtok_r(NULL, "/", &save)) {
    const char *slug = NULL;
    enum err e = article_terms_part_of(t, &path, part, &slug);
    if (e)
      return e;
    if (!*slug)
      return parse_problem_set(
          t->problem, line, "a part of the category \"%.60s\" is empty", name);
    e = term_ensure(
        t->db, t->arena, TERM_CATEGORY, found.id ? &parent : NULL, slug, part, &found);
    if (e)
      return e;
    /* Outermost first: the slug of a category is the path to it, and a part needs the
     * ID of the one above. */
    parent = found;
  }
  *id = found.id;
  return found.id ? OK
                  : parse_problem_set(t->problem, line, "a category name is empty");
}

static enum err article_terms_tag_of(
    struct terms *t, const char *name, int line, int64_t *id) {
  struct term tag = {0};
  const char *slug = NULL;
  enum err e = article_terms_slug_of(t, TERM_TAG, name, NULL, &slug);
  if (e)
    return e;
  if (!*slug)
    return parse_problem_set(t->problem, line, "a tag is empty");
  e = term_ensure(t->db, t->arena, TERM_TAG, NULL, slug, name, &tag);
  if (!e)
    *id = tag.id;
  return e;
}

enum err article_terms_author(
    struct site *site, struct arena *a, const struct article_input *in, int64_t *id) {
  struct terms t = {site->db, a, in, NULL};
  const char *name = in->author;
  /* The setting is never blank (settings_check_title). */
  if (!name || utf8_is_blank(name))
    name = site->settings.author;
  const char *slug = NULL;
  struct term author = {0};
  enum err e = author_name_read(a, name, &name);
  if (!e)
    /* A name in punctuation alone still needs an address: "author". */
    e = article_terms_slug_of(&t, TERM_AUTHOR, name, "author", &slug);
  if (!e)
    e = term_ensure(site->db, a, TERM_AUTHOR, NULL, slug, name, &author);
  if (!e)
    *id = author.id;
  return e;
}

enum err article_terms_set(struct site *site, struct arena *a,
    const struct article_input *in, int64_t article, struct parse_problem *problem) {
  struct terms t = {site->db, a, in, problem};
  const struct front_matter_list *categories = &in->categories, *tags = &in->tags;
  /* article_check has refused more. Used for categories and then for tags. */
  int64_t ids[LIMIT_TERMS];
  enum err e = OK;
  for (size_t i = 0; !e && i < categories->count; i++)
    e = article_terms_category_of(
        &t, categories->items[i], categories->lines[i], &ids[i]);
  if (!e)
    e = term_set_for_article(site->db, TERM_CATEGORY, article, ids, categories->count);
  for (size_t i = 0; !e && i < tags->count; i++)
    e = article_terms_tag_of(&t, tags->items[i], tags->lines[i], &ids[i]);
  return e ? e : term_set_for_article(site->db, TERM_TAG, article, ids, tags->count);
}
