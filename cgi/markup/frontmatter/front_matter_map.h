/* Inside markup/frontmatter only: what the keys of front matter mean. */
#ifndef MARKUP_FRONTMATTER_FRONT_MATTER_MAP_H
#define MARKUP_FRONTMATTER_FRONT_MATTER_MAP_H

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/front_matter_types.h"
#include "markup/frontmatter/yaml_tree.h"

/* Sets the members of *out from a map. What is not understood is in the notes.
 * ERR_NOMEM. */
enum err front_matter_map_read(
    struct arena *a, const struct yaml_node *map, struct front_matter *out) MUST_USE;

#endif
