#include "site/publish/article_check.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "markup/names/lang.h"
#include "markup/names/slug.h"
#include "site/core/permalink.h"
#include "site/publish/term_slug.h"

/* Pages above a page; place.c follows no more. */
enum { MOST_ANCESTORS = 30, DAY = 2 };

struct check {
  struct site *site;
  struct arena *arena;
  const struct article_input *draft;
  struct parse_problem *problem;
};

static bool is_plain(const char *s) {
  return utf8_check(s, strlen(s), UTF8_ONE_LINE) == OK && !utf8_has_bidi_control(s);
}

static enum err check_plain(
    struct check *c, const char *what, const char *s, int line) {
  if (!s || is_plain(s))
    return OK;
  return parse_problem_set(c->problem, line,
      "the %s has a control character, or one that turns the direction of writing:"
      " take it out",
      what);
}

static enum err check_list(
    struct check *c, const char *what, const struct front_matter_list *list) {
  enum err e = OK;
  for (size_t i = 0; !e && i < list->count; i++)
    e = check_plain(c, what, list->items[i], list->lines[i]);
  return e;
}

static enum err check_texts(struct check *c) {
  const struct article_input *d = c->draft;
  enum err e = check_plain(c, "title", d->title, d->line.title);
  if (!e)
    e = check_plain(c, "author", d->author, d->line.author);
  if (!e)
    e = check_plain(c, "excerpt", d->excerpt, d->line.excerpt);
  if (!e)
    e = check_list(c, "name of a category", &d->categories);
  if (!e)
    e = check_list(c, "name of a tag", &d->tags);
  if (!e)
    e = term_slug_check(c->arena, &d->term_slugs, c->problem);
  if (e)
    return e;
  if (utf8_length(d->title) > LIMIT_TITLE)
    return parse_problem_set(c->problem, d->line.title,
        "the title is longer than %d characters", LIMIT_TITLE);
  if (d->categories.count > LIMIT_TERMS || d->tags.count > LIMIT_TERMS)
    return parse_problem_set(c->problem, 0,
        "there are more than %d categories or tags: take some out", LIMIT_TERMS);
  if (d->lang && !lang_is_valid(d->lang))
    return parse_problem_set(c->problem, d->line.lang,
        "\"%.40s\" is no language: write it like en or pt-BR", d->lang);
  return OK;
}

static enum err check_date(struct check *c, const char *what, int64_t t, int line) {
  struct civil civil;
  if (clock_civil(t, &civil) == OK)
    return OK;
  return parse_problem_set(
      c->problem, line, "the %s is not within the years 1 to 9999", what);
}

static enum err check_dates(struct check *c) {
  const struct article_input *d = c->draft;
  enum err e = check_date(c, "date", d->published_at, d->line.date);
  if (!e)
    e = check_date(c, "date of the update", d->updated_at, d->line.updated);
  if (!e && d->expires_at)
    e = check_date(c, "date of expiry", d->expires_at, d->line.expires);
  return e;
}

static enum err check_slug(struct check *c) {
  const struct article_input *d = c->draft;
  if (!d->slug || !*d->slug)
    return OK;
  if (!slug_is_valid(d->slug))
    return parse_problem_set(c->problem, d->line.slug,
        "the slug \"%.60s\" must be lower-case letters, digits and single '-' between"
        " them",
        d->slug);
  if (slug_is_reserved(d->slug))
    return parse_problem_set(c->problem, d->line.slug,
        "the slug \"%.60s\" is reserved for an address of the blog itself:"
        " choose another",
        d->slug);
  return OK;
}

static enum err check_place(struct check *c) {
  const struct article_input *d = c->draft;
  int64_t parent = d->parent_id;
  if (d->type == ARTICLE_POST && parent)
    return parse_problem_set(c->problem, d->line.parent,
        "\"parent\" is for pages only: add \"type: page\" or take it out");
  if (d->type == ARTICLE_POST && d->in_menu)
    return parse_problem_set(c->problem, d->line.in_menu,
        "\"menu\" is for pages only: add \"type: page\" or take it out");
  for (int depth = 0; parent; depth++) {
    struct article above;
    if (parent == d->id)
      return parse_problem_set(c->problem, d->line.parent,
          "the page would stand below itself: choose another parent");
    if (depth == MOST_ANCESTORS)
      return parse_problem_set(c->problem, d->line.parent,
          "the page would have more than %d others above it", MOST_ANCESTORS);
    enum err e = article_by_id(c->site->db, c->arena, parent, &above);
    if (e)
      return e;
    parent = above.parent_id;
  }
  return OK;
}

static bool is_number(const char *s, size_t n) {
  return n && strspn(s, "0123456789") >= n;
}

/* True for an address that the blog answers itself: home, what begins with a reserved
 * word, and the archive of a date. Below a year there are articles too. */
static bool is_own(struct arena *a, const char *path) {
  size_t n = strcspn(path + 1, "/");
  char *first = arena_strndup(a, path + 1, n);
  if (!first || !*first)
    return true;
  if (!is_number(first, n))
    return slug_is_reserved(first);
  int depth = 0;
  for (const char *s = path + 1; *s; s += n + 1, depth++) {
    n = strcspn(s, "/");
    if (depth > 1 && is_number(s, n) && n > DAY)
      return false; /* WordPress's address of a post without a title */
    if (!is_number(s, n) && !(n == 4 && memcmp(s, "page", n) == 0))
      return false;
  }
  return true;
}

static bool has_dots(const char *path) {
  for (const char *s = path; (s = strstr(s, "/.")) != NULL; s++)
    if (s[2] == '/' || (s[2] == '.' && s[3] == '/'))
      return true;
  return false;
}

enum err article_check_alias(
    struct arena *a, const char *alias, int line, struct parse_problem *problem) {
  if (strncmp(alias, "//", 2) == 0 || strcspn(alias, ":") < strcspn(alias, "/"))
    return parse_problem_set(problem, line,
        "the alias \"%.60s\" is no path of this blog: write it like /old/name/", alias);
  if (!is_plain(alias) || strpbrk(alias, "?#\\"))
    return parse_problem_set(problem, line,
        "the alias \"%.60s\" has a character that no path has: write it like"
        " /old/name/",
        alias);
  char *path = permalink_normalise(a, alias);
  if (!path)
    return ERR_NOMEM;
  if (strlen(path) > LIMIT_PATH || has_dots(path))
    return parse_problem_set(problem, line,
        "the alias \"%.60s\" is too long, or has \".\" or \"..\" for a part", alias);
  if (is_own(a, path))
    return parse_problem_set(problem, line,
        "the alias \"%.60s\" is an address of the blog itself: choose another", alias);
  return OK;
}

/* The last part of a permalink is the slug, which may change later, and it alone. */
static enum err check_permalink(struct check *c) {
  const struct article_input *d = c->draft;
  if (!d->permalink || d->id)
    return OK;
  enum err e =
      article_check_alias(c->arena, d->permalink, d->line.permalink, c->problem);
  char *path = e ? NULL : permalink_normalise(c->arena, d->permalink);
  if (!path)
    return e ? e : ERR_NOMEM;
  path[strlen(path) - 1] = '\0';
  if (slug_is_valid(strrchr(path, '/') + 1))
    return OK;
  return parse_problem_set(c->problem, d->line.permalink,
      "the permalink \"%.60s\" must end in lower-case letters, digits and single '-'"
      " between them, and a slash",
      d->permalink);
}

enum err article_check(struct site *site, struct arena *a,
    const struct article_input *d, struct parse_problem *problem) {
  struct check c = {site, a, d, problem};
  enum err e = check_texts(&c);
  if (!e)
    e = check_dates(&c);
  if (!e)
    e = check_slug(&c);
  if (!e)
    e = check_permalink(&c);
  if (!e)
    e = check_place(&c);
  for (size_t i = 0; !e && i < d->aliases.count; i++)
    e = article_check_alias(a, d->aliases.items[i], d->aliases.lines[i], problem);
  return e;
}
