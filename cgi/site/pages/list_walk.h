/* Inside site/pages only: a walk over the lists that a database has. */
#ifndef SITE_PAGES_LIST_WALK_H
#define SITE_PAGES_LIST_WALK_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/list_path.h"

/* Gets a list. An error ends the walk and is returned by it. */
typedef enum err list_walk_visit(void *context, const struct list *list);

/* Visits home and the list of every category, tag and author with articles. `a` is
 * reset before each visit and holds the list until it ends, so memory does not grow. */
enum err list_walk_terms(
    struct db *s, struct arena *a, list_walk_visit *visit, void *context) MUST_USE;

/* Visits the list of every year, then every month, then every day with articles. */
enum err list_walk_dates(struct db *s, list_walk_visit *visit, void *context) MUST_USE;

#endif
