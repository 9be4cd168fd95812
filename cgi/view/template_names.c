#include "view/template_names.h"

#include <stddef.h>
#include <string.h>

#include "base/edit_distance.h"
#include "view/template_names_list.h"

static const struct {
  const char *name, *meaning;
} names[] = {
#define X(name, meaning) {#name, meaning},
    TEMPLATE_NAMES_LIST(X)
#undef X
};

enum { TEMPLATE_NAMES = sizeof names / sizeof *names, TEMPLATE_NAMES_MOST = 2 };

const char *template_names_meaning(const char *name) {
  for (size_t i = 0; i < TEMPLATE_NAMES; i++)
    if (strcmp(names[i].name, name) == 0)
      return names[i].meaning;
  return NULL;
}

const char *template_names_suggest(const char *name) {
  const char *found = NULL;
  size_t least = TEMPLATE_NAMES_MOST + 1;
  for (size_t i = 0; i < TEMPLATE_NAMES; i++) {
    size_t distance = edit_distance(name, names[i].name, TEMPLATE_NAMES_MOST);
    if (distance < least) {
      least = distance;
      found = names[i].name;
    }
  }
  return found;
}
