/* Slugs of categories, tags and authors that are not made of their names: words
 * "KIND SLUG NAME" in the front matter's "term_slugs", as "tag ebb Low tide". */
#ifndef SITE_PUBLISH_TERM_SLUG_H
#define SITE_PUBLISH_TERM_SLUG_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/term.h"
#include "markup/frontmatter/front_matter.h"

/* A slug made of a name, in the arena; `other` where the name has no letter and no
 * digit. */
enum err term_slug_make(
    struct arena *a, const char *name, const char *other, const char **out) MUST_USE;

/* Adds a term to the list where its slug is not the one made of its name. Of a category
 * both are paths, "a/b" and "A/B". */
enum err term_slug_add(struct arena *a, struct front_matter_list *l,
    enum term_kind kind, const char *slug, const char *name, int line) MUST_USE;

/* The slug that the list has for a term, in the arena; NULL where it has none. */
const char *term_slug_find(struct arena *a, const struct front_matter_list *l,
    enum term_kind kind, const char *name);

/* ERR_INVALID with *problem for more than an article has terms, an entry that is none,
 * or a slug that cannot be one. */
enum err term_slug_check(struct arena *a, const struct front_matter_list *l,
    struct parse_problem *problem) MUST_USE;

#endif
