#include "site/publish/article_check.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "db/model/translation.h"
#include "markup/names/lang.h"
#include "markup/names/slug.h"
#include "site/core/permalink.h"
#include "site/publish/term_slug.h"

/* MOST_ANCESTORS: how many pages may be above a page; placement.c follows a few more.
 * DAY: digits of a day of the month. */
enum { MOST_ANCESTORS = 30, DAY = 2 };

/* What the checks below share. They stop at the first fault, so that the author gets
 * one sentence with a line number. */
struct check {
  struct site *site;
  struct arena *arena;
  const struct article_input *input;
  struct parse_problem *problem;
};

/* Titles and names appear in lines with other text, in feeds and on terminals. A line
 * end would break those, and bidi controls reorder the text around them. */
/* NULL is a value that the input does not have. */
static enum err article_check_plain(
    struct check *c, const char *what, const char *s, int line) {
  if (!s || utf8_is_plain(s))
    return OK;
  return parse_problem_set(
      c->problem, line, "the %s contains a control or bidi character: remove it", what);
}

static enum err article_check_list(
    struct check *c, const char *what, const struct front_matter_list *list) {
  enum err e = OK;
  for (size_t i = 0; !e && i < list->count; i++)
    e = article_check_plain(c, what, list->items[i], list->lines[i]);
  return e;
}

static enum err article_check_texts(struct check *c) {
  const struct article_input *in = c->input;
  enum err e = article_check_plain(c, "title", in->title, in->line.title);
  if (!e)
    e = article_check_plain(c, "author", in->author, in->line.author);
  if (!e)
    e = article_check_plain(c, "excerpt", in->excerpt, in->line.excerpt);
  if (!e)
    e = article_check_list(c, "category name", &in->categories);
  if (!e)
    e = article_check_list(c, "tag name", &in->tags);
  if (!e)
    e = article_check_plain(
        c, "translation key", in->translation_key, in->line.translation_key);
  if (!e)
    e = article_check_list(c, "name of a translation", &in->translations);
  if (!e)
    e = term_slug_check(c->arena, &in->term_slugs, c->problem);
  if (e)
    return e;
  if (utf8_length(in->title) > LIMIT_TITLE)
    return parse_problem_set(c->problem, in->line.title,
        "the title is longer than %d characters", LIMIT_TITLE);
  if (in->categories.count > LIMIT_TERMS || in->tags.count > LIMIT_TERMS)
    return parse_problem_set(c->problem, 0,
        "there are more than %d categories or tags: remove some", LIMIT_TERMS);
  if (in->translations.count >= TRANSLATION_MOST)
    return parse_problem_set(c->problem, in->line.translations,
        "there are more than %d translations: remove some", TRANSLATION_MOST - 1);
  if (in->lang && !lang_is_valid(in->lang))
    return parse_problem_set(c->problem, in->line.lang,
        "\"%.40s\" is not a language tag such as en or pt-BR", in->lang);
  return OK;
}

/* Years have four digits in permalinks and in the keys of date archives. */
static enum err article_check_date(
    struct check *c, const char *what, int64_t t, int line) {
  struct civil civil;
  if (clock_civil(t, &civil) == OK)
    return OK;
  return parse_problem_set(
      c->problem, line, "the %s is outside the years 1 to 9999", what);
}

/* An input without a date has 0 here, which is in the year 1970. */
static enum err article_check_dates(struct check *c) {
  const struct article_input *in = c->input;
  enum err e = article_check_date(c, "date", in->published_at, in->line.date);
  if (!e)
    e = article_check_date(c, "update date", in->updated_at, in->line.updated);
  if (!e && in->expires_at)
    e = article_check_date(c, "expiry date", in->expires_at, in->line.expires);
  return e;
}

static enum err article_check_slug(struct check *c) {
  const struct article_input *in = c->input;
  /* It will be derived from the title, and then fits. */
  if (!in->slug || !*in->slug)
    return OK;
  enum err e = slug_check(in->slug);
  if (e == ERR_INVALID)
    return parse_problem_set(c->problem, in->line.slug,
        "the slug \"%.60s\" may contain only lower-case letters, digits and single"
        " hyphens between them",
        in->slug);
  if (!e && slug_is_reserved(in->slug))
    return parse_problem_set(c->problem, in->line.slug,
        "the slug \"%.60s\" is reserved for a page of the site itself: choose another",
        in->slug);
  return e;
}

static enum err article_check_place(struct check *c) {
  const struct article_input *in = c->input;
  int64_t parent = in->parent_id;
  if (in->type == ARTICLE_POST && parent)
    return parse_problem_set(c->problem, in->line.parent,
        "\"parent\" is for pages only: add \"type: page\" or remove it");
  if (in->type == ARTICLE_POST && in->in_menu)
    return parse_problem_set(c->problem, in->line.in_menu,
        "\"menu\" is for pages only: add \"type: page\" or remove it");
  /* A new page has ID 0 and cannot be among its ancestors. The limit of the depth
   * also ends the walk if the database has a circle. */
  for (int depth = 0; parent; depth++) {
    struct article above;
    if (parent == in->id)
      return parse_problem_set(c->problem, in->line.parent,
          "the page would be its own ancestor: choose another parent");
    if (depth == MOST_ANCESTORS)
      return parse_problem_set(c->problem, in->line.parent,
          "the page would be nested more than %d levels deep", MOST_ANCESTORS);
    enum err e = article_by_id(c->site->db, c->arena, parent, &above);
    if (e)
      return e;
    parent = above.parent_id;
  }
  return OK;
}

static bool article_check_is_number(const char *s, size_t n) {
  return n && strspn(s, "0123456789") >= n;
}

/* True for a path that the site itself answers: the home page, paths that begin with a
 * reserved word, and date archives. Paths below a year may also belong to articles. */
static bool article_check_is_own(struct arena *a, const char *path) {
  size_t n = strcspn(path + 1, "/");
  char *first = arena_strndup(a, path + 1, n);
  /* Out of memory, the path is refused, which is the safe side. */
  if (!first || !*first)
    return true;
  if (!article_check_is_number(first, n))
    return slug_is_reserved(first);
  int depth = 0;
  for (const char *s = path + 1; *s; s += n + 1, depth++) {
    n = strcspn(s, "/");
    if (depth > 1 && article_check_is_number(s, n) && n > DAY)
      return false; /* WordPress's permalink of a post without a title */
    if (!article_check_is_number(s, n) && !(n == 4 && memcmp(s, "page", n) == 0))
      return false;
  }
  return true;
}

/* Browsers resolve "." and ".." before they send a request (RFC 3986 section 5.2.4), so
 * no request would ever ask for such a path. */
static bool article_check_has_dots(const char *path) {
  for (const char *s = path; (s = strstr(s, "/.")) != NULL; s++)
    if (s[2] == '/' || (s[2] == '.' && s[3] == '/'))
      return true;
  return false;
}

enum err article_check_path(
    struct arena *a, const char *given, int line, struct parse_problem *problem) {
  /* "//host/" and "https://host/" are addresses of other sites (RFC 3986 section
   * 4.2). */
  if (strncmp(given, "//", 2) == 0 || strcspn(given, ":") < strcspn(given, "/"))
    return parse_problem_set(problem, line,
        "the alias \"%.60s\" is not a path of this site such as /old/name/", given);
  /* The path of a URL ends at "?" or "#", and browsers send a slash for "\". */
  if (!utf8_is_plain(given) || strpbrk(given, "?#\\"))
    return parse_problem_set(problem, line,
        "the alias \"%.60s\" contains a character that no path has: write it like"
        " /old/name/",
        given);
  char *path = permalink_normalise(a, given);
  if (!path)
    return ERR_NOMEM;
  if (strlen(path) > LIMIT_PATH || article_check_has_dots(path))
    return parse_problem_set(problem, line,
        "the alias \"%.60s\" is too long or contains \".\" or \"..\"", given);
  return OK;
}

enum err article_check_alias(
    struct arena *a, const char *alias, int line, struct parse_problem *problem) {
  enum err e = article_check_path(a, alias, line, problem);
  char *path = e ? NULL : permalink_normalise(a, alias);
  if (!path)
    return e ? e : ERR_NOMEM;
  if (article_check_is_own(a, path))
    return parse_problem_set(problem, line,
        "the alias \"%.60s\" is used by the site itself: choose another", alias);
  return OK;
}

/* The last component of a permalink is the slug, the only part that may change
 * later. */
static enum err article_check_permalink(struct check *c) {
  const struct article_input *in = c->input;
  /* The permalink of an existing article is fixed: the input's is ignored. */
  if (!in->permalink || in->id)
    return OK;
  enum err e =
      article_check_alias(c->arena, in->permalink, in->line.permalink, c->problem);
  char *path = e ? NULL : permalink_normalise(c->arena, in->permalink);
  if (!path)
    return e ? e : ERR_NOMEM;
  path[strlen(path) - 1] = '\0';
  e = slug_check(strrchr(path, '/') + 1);
  if (e != ERR_INVALID)
    return e;
  return parse_problem_set(c->problem, in->line.permalink,
      "the permalink \"%.60s\" must end with a slug (lower-case letters, digits and"
      " single hyphens) and a slash",
      in->permalink);
}

enum err article_check(struct site *site, struct arena *a,
    const struct article_input *in, struct parse_problem *problem) {
  struct check c = {site, a, in, problem};
  enum err e = article_check_texts(&c);
  if (!e)
    e = article_check_dates(&c);
  if (!e)
    e = article_check_slug(&c);
  if (!e)
    e = article_check_permalink(&c);
  if (!e)
    e = article_check_place(&c);
  for (size_t i = 0; !e && i < in->aliases.count; i++)
    e = article_check_alias(a, in->aliases.items[i], in->aliases.lines[i], problem);
  return e;
}
