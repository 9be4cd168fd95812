#include "markup/frontmatter/front_matter_list.h"

#include <string.h>

enum err front_matter_list_add(
    struct arena *a, struct front_matter_list *l, const char *text, int line) {
  /* The capacity doubles at every power of two, so that it need not be stored: the
   * struct is a plain value that callers copy and clear. */
  if ((l->count & (l->count - 1)) == 0) {
    size_t room = l->count ? l->count * 2 : 1;
    const char **items = arena_array(a, room, sizeof *items);
    int *lines = arena_array(a, room, sizeof *lines);
    if (!items || !lines)
      return ERR_NOMEM;
    if (l->count) {
      memcpy(items, l->items, l->count * sizeof *items);
      memcpy(lines, l->lines, l->count * sizeof *lines);
    }
    l->items = items;
    l->lines = lines;
  }
  l->lines[l->count] = line;
  l->items[l->count++] = text;
  return OK;
}
