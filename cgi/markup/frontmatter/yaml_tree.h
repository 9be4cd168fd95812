/* Inside markup/frontmatter only: YAML as a tree. Uses libyaml's events. */
#ifndef MARKUP_FRONTMATTER_YAML_TREE_H
#define MARKUP_FRONTMATTER_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"

/* TOML and JSON are read into the same tree (toml_tree.h, json_tree.h). */
enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
  enum yaml_kind kind;
  int line;                /* from 1 */
  const char *key;         /* in a map, else NULL */
  const char *text;        /* of a YAML_TEXT; "" for a null */
  struct yaml_node *first; /* child of a list or map, in order; NULL: empty */
  struct yaml_node *next;  /* sibling */
};

/* Reads the single YAML document in the `n` bytes at `text` into `a`. *out becomes its
 * map, or NULL if the document is empty. A key may be repeated. Aliases become copies,
 * merge keys ("<<") the pairs they name, and tags are ignored. Returns ERR_SYNTAX if it
 * does not parse; ERR_INVALID for an unknown or recursive alias, a key that is not a
 * text, a NUL, more than LIMIT_FRONT_MATTER_DEPTH levels, too many keys or values, a
 * second document, or a top level that is not a map; both with *problem; ERR_NOMEM. */
enum err yaml_tree_read(struct arena *a, const char *text, size_t n,
    struct yaml_node **out, struct parse_problem *problem) MUST_USE;

#endif
