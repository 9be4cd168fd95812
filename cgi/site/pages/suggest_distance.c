#include <string.h>

#include "base/edit_distance.h"
#include "base/utf8.h"
#include "site/pages/suggest_internal.h"

enum {
  LETTERS_AN_EDIT = 3, /* a slug must have for each that differs */
  SHORTEST_HEAD = 3    /* bytes another slug has to begin with */
};

size_t suggest_distance(const char *wanted, const char *slug) {
  size_t head = strlen(wanted), most = utf8_length(wanted) / LETTERS_AN_EDIT;
  most = most < SUGGEST_MOST_EDITS ? most : SUGGEST_MOST_EDITS;
  size_t d = edit_distance(wanted, slug, most);
  if (d <= most)
    return d;
  bool begins = head >= SHORTEST_HEAD && strncmp(slug, wanted, head) == 0;
  return begins ? SUGGEST_BEGINS_SO : SUGGEST_FAR;
}
