/* Lists within lists, out of items that each have a depth. A template shows beside each
 * item the sections that open and close: threads of any shape need no template that
 * includes itself. */
#ifndef VIEW_NESTING_H
#define VIEW_NESTING_H

#include "base/limits.h"
#include "view/templates.h"

/* The depths of the items an item stands under, and its own. {0} before the first. */
struct nesting {
  int depths[LIMIT_THREAD_DEPTH + 1], length;
  int before; /* how deep the last item stood */
};

/* Shows what opens and closes around `item`, which is `depth` deep, before one that is
 * *next deep (NULL: it is the last): OPEN_LIST, OPEN_ANSWERS, CLOSE_ITEM, CLOSE_ANSWERS
 * (a list and the item it is in), CLOSE_LIST. A rise by more than one counts as one;
 * what is deeper than LIMIT_THREAD_DEPTH stands beside it. */
void nesting_show(struct dict *item, struct nesting *n, int depth, const int *next);

#endif
