/* Inside markup/frontmatter only: TOML as a tree, by toml++ (header only) behind a C
 * header. */
#ifndef MARKUP_FRONTMATTER_TOML_TREE_H
#define MARKUP_FRONTMATTER_TOML_TREE_H

#include "markup/frontmatter/yaml_tree.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads the `n` bytes at `text`, which begin on line `line` of the file, into a map
 * like that of yaml_tree_read. Dates, numbers and booleans become texts; keys are
 * sorted. *out is NULL for an empty document. Returns ERR_SYNTAX if it does not parse,
 * ERR_INVALID for more than LIMIT_FRONT_MATTER_DEPTH levels or a NUL, both with
 * *problem; ERR_NOMEM. */
enum err toml_tree_read(struct arena *a, const char *text, size_t n, int line,
    struct yaml_node **out, struct parse_problem *problem) MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
