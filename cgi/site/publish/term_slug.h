/* Slugs of categories, tags and authors that are not derived from their names: entries
 * "KIND SLUG NAME" in the front matter's "term_slugs", for example "tag ebb Low
 * tide". */
#ifndef SITE_PUBLISH_TERM_SLUG_H
#define SITE_PUBLISH_TERM_SLUG_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/term.h"
#include "markup/frontmatter/front_matter.h"

/* Derives a slug from a name, in the arena; `other` if the name has neither letter nor
 * digit, or the numbers of its characters ("u1f389") if `other` is NULL. ERR_NOMEM. */
enum err term_slug_make(
    struct arena *a, const char *name, const char *other, const char **out) MUST_USE;

/* Adds a term to the list if its slug is not the one derived from its name. For a
 * category both are paths, "a/b" and "A/B". ERR_NOMEM. */
enum err term_slug_add(struct arena *a, struct front_matter_list *l,
    enum term_kind kind, const char *slug, const char *name, int line) MUST_USE;

/* Returns the slug that the list has for a term, in the arena, or NULL. */
const char *term_slug_find(struct arena *a, const struct front_matter_list *l,
    enum term_kind kind, const char *name);

/* Returns ERR_INVALID with *problem for more entries than an article can have terms, a
 * malformed entry, or an invalid slug. */
enum err term_slug_check(struct arena *a, const struct front_matter_list *l,
    struct parse_problem *problem) MUST_USE;

#endif
