/* Lists in front matter. */
#ifndef MARKUP_FRONTMATTER_FRONT_MATTER_LIST_H
#define MARKUP_FRONTMATTER_FRONT_MATTER_LIST_H

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/front_matter_types.h"

/* Appends an item, which is not copied. ERR_NOMEM. */
enum err front_matter_list_add(
    struct arena *a, struct front_matter_list *l, const char *text, int line) MUST_USE;

#endif
