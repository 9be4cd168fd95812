#include "text/html_tree.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MOST_OPEN = 10000 };

/* Elements that never hold others, or that close themselves. */
static bool is_flat(const char *name, size_t n) {
  static const char *const flat[] = {"br", "img", "hr", "input", "p", "li", "td", "tr",
      "th", "dt", "dd", "wbr", "source", "meta", "link", "col", "option"};
  for (size_t i = 0; i < sizeof flat / sizeof flat[0]; i++)
    if (strlen(flat[i]) == n && strncasecmp(flat[i], name, n) == 0)
      return true;
  return false;
}

/* The most elements that can be open at once. */
static bool is_too_deep(const char *s, size_t n) {
  const char *end = s + n;
  long open = 0;
  while (s < end && (s = memchr(s, '<', (size_t)(end - s))) != NULL) {
    const char *name = s + 1;
    if (name < end && *name == '/') {
      open -= open > 0;
    } else if (name < end && isalpha((unsigned char)*name)) {
      size_t len = 0;
      while (name + len < end && isalnum((unsigned char)name[len]))
        len++;
      if (!is_flat(name, len) && ++open > MOST_OPEN)
        return true;
    }
    s++;
  }
  return false;
}

enum err html_tree_parse(const char *html, size_t n, bool fragment, GumboOutput **out) {
  GumboOptions options = kGumboDefaultOptions;
  if (is_too_deep(html, n))
    return ERR_INVALID;
  options.max_errors = 0;
  if (fragment)
    options.fragment_context = GUMBO_TAG_BODY;
  GumboOutput *tree = gumbo_parse_with_options(&options, html, n);
  if (!tree)
    return ERR_NOMEM;
  *out = tree;
  return OK;
}

void html_tree_free(GumboOutput *tree) {
  GumboOptions options = kGumboDefaultOptions;
  if (tree)
    gumbo_destroy_output(&options, tree);
}

const GumboVector *html_tree_children(const GumboNode *node) {
  if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
    return &node->v.element.children;
  return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children : NULL;
}

GumboNode *html_tree_next(GumboNode *node, GumboNode *root, bool enter, int *depth) {
  const GumboVector *children = enter ? html_tree_children(node) : NULL;
  if (children && children->length) {
    ++*depth;
    return children->data[0];
  }
  while (node != root && node->parent) {
    const GumboVector *siblings = html_tree_children(node->parent);
    if (node->index_within_parent + 1 < siblings->length)
      return siblings->data[node->index_within_parent + 1];
    node = node->parent;
    --*depth;
  }
  return NULL;
}

const char *html_tree_name(const GumboNode *node) {
  if (node->type != GUMBO_NODE_ELEMENT ||
      node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return "";
  return gumbo_normalized_tagname(node->v.element.tag);
}

const char *html_tree_attribute(const GumboNode *node, const char *name) {
  const GumboAttribute *a = gumbo_get_attribute(&node->v.element.attributes, name);
  return a ? a->value : NULL;
}
