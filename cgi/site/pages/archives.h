/* Inside site/pages only: the years and months in which articles were published, and
 * the addresses of their archives. */
#ifndef SITE_PAGES_ARCHIVES_H
#define SITE_PAGES_ARCHIVES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/path.h"
#include "site/core/list_path.h"

#define ARCHIVES_PATH "/archives/"

/* The years with articles, newest first, as lists of kind LIST_YEAR in the arena. Costs
 * a few lookups per year, however many articles there are. ERR_NOMEM, errors of the
 * database. */
enum err archives_years(
    struct db *s, struct arena *a, struct list **out, size_t *count) MUST_USE;

/* The months of a year with articles, newest first, likewise; 12 at most. */
enum err archives_months(struct db *s, struct arena *a, const struct list *year,
    struct list **out, size_t *count) MUST_USE;

/* The decoded path of the archives of a year. The newest year has none of its own, it
 * is at ARCHIVES_PATH. NULL when out of memory. */
const char *archives_path(struct arena *a, int year, bool is_newest);

/* True if the archives, or the corrections, are shown at `path` although an article had
 * that address. */
bool archives_reclaim(const char *path, enum path_kind kind);

#endif
