#include "markup/frontmatter/config_tree.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "markup/frontmatter/json_tree.h"
#include "markup/frontmatter/toml_tree.h"

enum err config_tree_read(struct arena *a, const char *name, const char *text, size_t n,
    struct yaml_node **out, struct parse_problem *problem) {
  size_t used;
  if (file_name_ends_with(name, ".toml"))
    return toml_tree_read(a, text, n, 1, out, problem);
  if (file_name_ends_with(name, ".json"))
    return json_tree_read(a, text, n, out, &used, problem);
  return yaml_tree_read(a, text, n, out, problem);
}

const struct yaml_node *config_tree_find(const struct yaml_node *map, const char *key) {
  const struct yaml_node *found = NULL;
  if (!map || map->kind != YAML_MAP)
    return NULL;
  /* The readers of YAML and TOML let the last of equal keys win, or refuse them. */
  for (const struct yaml_node *n = map->first; n; n = n->next)
    if (n->key && strcasecmp(n->key, key) == 0)
      found = n;
  return found;
}

const char *config_tree_text(const struct yaml_node *map, const char *key) {
  const struct yaml_node *found = config_tree_find(map, key);
  return found && found->kind == YAML_TEXT ? found->text : NULL;
}
