/* The configuration file of another blog engine, as a tree. */
#ifndef MARKUP_FRONTMATTER_CONFIG_TREE_H
#define MARKUP_FRONTMATTER_CONFIG_TREE_H

#include "markup/frontmatter/yaml_tree.h"

/* Reads the `n` bytes at `text` as what the ending of `name` says: TOML, JSON, or else
 * YAML. *out is NULL for an empty file. Errors as yaml_tree_read. */
enum err config_tree_read(struct arena *a, const char *name, const char *text, size_t n,
    struct yaml_node **out, struct parse_problem *problem) MUST_USE;

/* The value of a key of a map, whatever its letter case; the last one if it is
 * repeated. NULL if there is none, or if `map` is NULL or no map. */
const struct yaml_node *config_tree_find(const struct yaml_node *map, const char *key);

/* The same for a key whose value is a text; NULL for other values. */
const char *config_tree_text(const struct yaml_node *map, const char *key);

#endif
