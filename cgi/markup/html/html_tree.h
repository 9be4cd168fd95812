/* HTML as a tree, by gumbo, with bounds on memory and nesting. */
#ifndef MARKUP_HTML_HTML_TREE_H
#define MARKUP_HTML_HTML_TREE_H

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum {
  HTML_DEPTH = 512,       /* most elements open at once in what is parsed */
  HTML_ATTRIBUTES = 1000, /* most attributes of a tag in what is parsed */
  HTML_NAME = 32          /* bytes of the longest element name that is told apart */
};

enum html_kind {
  HTML_DOCUMENT, /* a whole file */
  HTML_FRAGMENT  /* what stands in a <body> (WHATWG HTML section 13.4) */
};

struct html_tree {
  struct arena *arena; /* owns the nodes; also for what walks them */
  const GumboNode *root;
};

/* Parses the `n` bytes at `html`, which have to outlive the tree: names and positions
 * point into them. The caller frees with html_free. ERR_INVALID where more than
 * HTML_DEPTH elements are open at once, a tag has more than HTML_ATTRIBUTES, or the
 * tree grows out of proportion to its text (misnested formatting multiplies itself):
 * any of the three would cost more than linear time. */
enum err html_parse(
    const char *html, size_t n, enum html_kind kind, struct html_tree *out) MUST_USE;

void html_free(struct html_tree *t);

/* True when no more than HTML_DEPTH elements can be open at once in the markup. Errs on
 * the side of more: tags in comments, scripts and attributes count. */
bool html_is_shallow(const char *html, size_t n);

/* True when no tag has (a few times) more than HTML_ATTRIBUTES: the parser compares
 * each with all before it. Whatever could be a tag counts as one, in comments and
 * scripts too. False also when memory is out. */
bool html_has_few_attributes(const char *html, size_t n);

/* The lower-case name of an element, known or not, into `out`: "" for other nodes. */
void html_name(const GumboNode *node, char out[HTML_NAME]);

/* The value of an attribute, entities decoded; NULL without it. */
const char *html_attribute(const GumboNode *element, const char *name);

/* The text of a text node, NULL for any other. */
const char *html_text(const GumboNode *node);

enum html_step { HTML_ENTER, HTML_LEAVE, HTML_LEAF, HTML_END };

/* A walk through a tree in document order, without recursion. */
struct html_walk {
  struct arena *arena;
  struct html_place *places;
  size_t depth, cap;
  bool skip, failed;
};

/* Starts at the children of `top`. Memory is the tree's. */
void html_walk_start(struct html_walk *w, struct html_tree *t, const GumboNode *top);

/* The next step and its node: ENTER and LEAVE for elements, LEAF for text and all
 * other nodes. After an END, `failed` says whether memory ran out. */
enum html_step html_walk_next(struct html_walk *w, const GumboNode **node);

/* Passes over the children of the element just entered; its LEAVE still comes. */
void html_walk_skip(struct html_walk *w);

#endif
