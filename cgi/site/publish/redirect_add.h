/* The rules of redirects that authors and imports set up. */
#ifndef SITE_PUBLISH_REDIRECT_ADD_H
#define SITE_PUBLISH_REDIRECT_ADD_H

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"

enum redirect_add_result {
  REDIRECT_ADDED,
  REDIRECT_CHANGED,  /* it had another target */
  REDIRECT_UNCHANGED /* it has this target already */
};

/* Makes the path `from`, in any spelling and with or without the address of a site
 * before it, redirect to `to`: a path of this site, with a query and a fragment if need
 * be, or an absolute http or https URL. Call it inside txn_write. Returns ERR_INVALID
 * with *problem, for line `line`, if `from` cannot be a path, `to` is neither, the two
 * are the same or lead back to each other, or an article has the path. */
enum err redirect_add(struct site *site, struct arena *a, const char *from,
    const char *to, int line, enum redirect_add_result *out,
    struct parse_problem *problem) MUST_USE;

/* The normal form in which the path of a redirect is stored, in the arena: decoded, and
 * without the address of a site before it. NULL when out of memory. */
char *redirect_path(struct arena *a, const char *from);

#endif
