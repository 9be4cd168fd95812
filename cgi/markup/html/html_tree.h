/* HTML as a tree, parsed by gumbo with limits on memory and nesting. */
#ifndef MARKUP_HTML_HTML_TREE_H
#define MARKUP_HTML_HTML_TREE_H

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/html/html_limits.h"

enum html_kind {
  HTML_DOCUMENT, /* a whole file */
  HTML_FRAGMENT  /* the content of a <body> (WHATWG HTML section 13.4) */
};

struct html_tree {
  struct arena *arena; /* owns the nodes and the memory of walks */
  const GumboNode *root;
};

/* Parses the `n` bytes at `html`, which must outlive the tree: names and positions
 * point into them. The caller frees the tree with html_free. Returns ERR_INVALID if
 * more than HTML_DEPTH elements are open at once, a tag has more than HTML_ATTRIBUTES
 * attributes, or the tree grows out of proportion to its text (misnested formatting
 * multiplies itself): each of the three would cost more than linear time. ERR_NOMEM. */
enum err html_parse(
    const char *html, size_t n, enum html_kind kind, struct html_tree *out) MUST_USE;

void html_free(struct html_tree *t);

/* Writes the lower-case name of an element, known or not, to `out`; "" for other
 * nodes. */
void html_name(const GumboNode *node, char out[HTML_NAME]);

/* Returns the value of an attribute, entities decoded, or NULL. */
const char *html_attribute(const GumboNode *element, const char *name);

/* Returns the text of a text node, NULL for any other node. */
const char *html_text(const GumboNode *node);

enum html_step { HTML_ENTER, HTML_LEAVE, HTML_LEAF, HTML_END };

/* A walk through a tree in document order, without recursion. */
struct html_walk {
  struct arena *arena;
  struct html_place *places;
  size_t depth, cap;
  bool skip, failed;
};

/* Starts at the children of `top`. The memory belongs to the tree. */
void html_walk_start(struct html_walk *w, struct html_tree *t, const GumboNode *top);

/* Returns the next step and its node: ENTER and LEAVE for elements, LEAF for text and
 * all other nodes. After END, `failed` tells whether memory ran out. */
enum html_step html_walk_next(struct html_walk *w, const GumboNode **node);

/* Skips the children of the element just entered; its LEAVE still follows. */
void html_walk_skip(struct html_walk *w);

#endif
