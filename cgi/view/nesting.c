#include "view/nesting.h"

/* Takes an item of this depth; how deep it is shown is n->length then. A list can only
 * be opened in an item, so one whose parent is missing moves up. */
static void take(struct nesting *n, int depth) {
  while (n->length && n->depths[n->length - 1] >= depth)
    n->length--;
  if (n->length == LIMIT_THREAD_DEPTH)
    n->length--;
  n->depths[n->length++] = depth;
}

void nesting_show(struct dict *item, struct nesting *n, int depth, const int *next) {
  if (!n->before)
    take(n, depth);
  int here = n->length;
  if (next)
    take(n, *next);
  int after = next ? n->length : 0;
  dict_show(item, "OPEN_LIST", n->before == 0);
  dict_show(item, "OPEN_ANSWERS", n->before && here > n->before);
  dict_show(item, "CLOSE_ITEM", after <= here);
  for (int level = next ? after : 1; level < here; level++)
    dict_section(item, "CLOSE_ANSWERS");
  dict_show(item, "CLOSE_LIST", !next);
  n->before = here;
}
