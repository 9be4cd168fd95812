/* Inside front_matter: JSON as a tree. Rests on jansson. */
#ifndef MARKUP_FRONTMATTER_JSON_TREE_H
#define MARKUP_FRONTMATTER_JSON_TREE_H

#include "markup/frontmatter/yaml_tree.h"

/* True where the text begins like a JSON object, not like a template's braces. */
bool json_tree_begins(const char *text, size_t n);

/* Reads the object at the head of the `n` bytes at `text`, whose first line is the
 * file's, into a map as yaml_tree_read makes it; *used becomes its bytes. Lines are
 * those on which a key stands first. ERR_SYNTAX if it does not parse, has a key twice
 * or a NUL, ERR_INVALID with more than LIMIT_FRONT_MATTER_DEPTH levels; both with
 * *problem. */
enum err json_tree_read(struct arena *a, const char *text, size_t n,
    struct yaml_node **out, size_t *used, struct parse_problem *problem) MUST_USE;

#endif
