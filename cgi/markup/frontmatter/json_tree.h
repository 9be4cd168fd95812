/* Inside markup/frontmatter only: JSON as a tree. Uses jansson. */
#ifndef MARKUP_FRONTMATTER_JSON_TREE_H
#define MARKUP_FRONTMATTER_JSON_TREE_H

#include "markup/frontmatter/yaml_tree.h"

/* True if the text begins like a JSON object, as opposed to the braces of a
 * template. */
bool json_tree_begins(const char *text, size_t n);

/* Reads the object at the start of the `n` bytes at `text`, which begin with the first
 * line of the file, into a map like that of yaml_tree_read; *used becomes its length.
 * The line of a node is the first one on which its key occurs. Returns ERR_SYNTAX if it
 * does not parse or contains a NUL, ERR_INVALID for more than
 * LIMIT_FRONT_MATTER_DEPTH levels, both with *problem; ERR_NOMEM. */
enum err json_tree_read(struct arena *a, const char *text, size_t n,
    struct yaml_node **out, size_t *used, struct parse_problem *problem) MUST_USE;

#endif
