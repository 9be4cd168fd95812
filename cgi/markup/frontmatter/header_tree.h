/* Inside markup/frontmatter only: the header of Pelican's articles (MultiMarkdown
 * metadata), lines "Key: value" up to an empty one, without fences. */
#ifndef MARKUP_FRONTMATTER_HEADER_TREE_H
#define MARKUP_FRONTMATTER_HEADER_TREE_H

#include "markup/frontmatter/yaml_tree.h"

/* Reads the header at the start of the `n` bytes at `text` into a map like that of
 * yaml_tree_read; *used becomes its length with the empty line. *used is 0 and *out
 * NULL if the text begins with no header: it must have a title, another key that
 * Pelican knows, and nothing else. ERR_NOMEM. */
enum err header_tree_read(struct arena *a, const char *text, size_t n,
    struct yaml_node **out, size_t *used) MUST_USE;

#endif
