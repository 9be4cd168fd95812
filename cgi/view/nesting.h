/* Nested lists from a flat sequence of items with depths. Each item shows the sections
 * that open and close lists around it, so that a template can render threads of any
 * shape without including itself. */
#ifndef VIEW_NESTING_H
#define VIEW_NESTING_H

#include <stdbool.h>

#include "base/limits.h"
#include "view/templates.h"

/* The state of the walk. {0} before the first item. */
struct nesting {
  int depths[LIMIT_THREAD_DEPTH + 1], length; /* of the open items, outermost first */
  int before;                                 /* nesting level of the previous item */
  int folded;                                 /* level of the folded list; 0: none */
};

/* Shows the sections around `item`, whose depth is `depth` and is followed by an item
 * of depth *next (NULL: none follows): OPEN_LIST, OPEN_ANSWERS, CLOSE_ITEM,
 * CLOSE_ANSWERS (closes a list and the item around it) and CLOSE_LIST. An increase by
 * more than one counts as one. Items deeper than LIMIT_THREAD_DEPTH are siblings on
 * that level.
 *
 * With `folds`, the list around the item is divided before it: FOLD begins the second
 * part, and of CLOSE_ANSWERS the one that ends it shows UNFOLD. This does nothing for
 * the first item of a list, the outermost list, and inside a fold. */
void nesting_show(
    struct dict *item, struct nesting *n, int depth, const int *next, bool folds);

#endif
