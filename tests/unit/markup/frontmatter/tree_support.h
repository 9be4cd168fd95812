/* Trees of front matter as text, for the tests of the three parsers. */
#ifndef TESTS_MARKUP_FRONTMATTER_TREE_SUPPORT_H
#define TESTS_MARKUP_FRONTMATTER_TREE_SUPPORT_H

#include "markup/frontmatter/yaml_tree.h"
#include "support.h"

/* Appends a node as "{key: text, list: [a, b]}". */
static inline void tree_describe(struct buf *out, const struct yaml_node *n) {
  if (n->key)
    buf_printf(out, "%s: ", n->key);
  if (n->kind == YAML_TEXT) {
    buf_puts(out, n->text);
    return;
  }
  buf_putc(out, n->kind == YAML_MAP ? '{' : '[');
  for (const struct yaml_node *c = n->first; c; c = c->next) {
    tree_describe(out, c);
    buf_puts(out, c->next ? ", " : "");
  }
  buf_putc(out, n->kind == YAML_MAP ? '}' : ']');
}

static inline void tree_expect(const struct yaml_node *n, const char *want) {
  struct buf text = {0};
  assert_non_null(n);
  tree_describe(&text, n);
  assert_string_equal(buf_text(&text), want);
  buf_free(&text);
}

#endif
