#include "view/nesting.h"

/* Moves on to an item of a depth; n->length becomes its nesting level. Only an item can
 * contain a list, so an item whose parent is missing moves up. */
static void nesting_take(struct nesting *n, int depth) {
  while (n->length && n->depths[n->length - 1] >= depth)
    n->length--;
  if (n->length == LIMIT_THREAD_DEPTH)
    n->length--;
  n->depths[n->length++] = depth;
}

void nesting_show(
    struct dict *item, struct nesting *n, int depth, const int *next, bool folds) {
  /* Later items were taken as the *next of the previous one. */
  if (!n->before)
    nesting_take(n, depth);
  int here = n->length;
  if (next)
    nesting_take(n, *next);
  int after = next ? n->length : 0;
  dict_show(item, "OPEN_LIST", n->before == 0);
  dict_show(item, "OPEN_ANSWERS", n->before && here > n->before);
  if (folds && !n->folded && here > 1 && here <= n->before) {
    dict_show(item, "FOLD", 1);
    n->folded = here;
  }
  dict_show(item, "CLOSE_ITEM", after <= here);
  /* From 1 at the end: CLOSE_LIST closes the outermost list, which no item contains. */
  for (int level = here; level > (next ? after : 1); level--) {
    struct dict *close = dict_section(item, "CLOSE_ANSWERS");
    dict_show(close, "UNFOLD", level == n->folded);
    n->folded = level == n->folded ? 0 : n->folded;
  }
  dict_show(item, "CLOSE_LIST", !next);
  n->before = here;
}
