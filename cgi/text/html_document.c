#include "text/html_document.h"

#include <string.h>
#include <strings.h>

#include "text/html_tree.h"

static const char *text_of(struct arena *a, const GumboNode *node) {
  const GumboVector *children = html_tree_children(node);
  const char *text = "";
  for (unsigned i = 0; text && i < children->length; i++) {
    const GumboNode *child = children->data[i];
    if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE)
      text = arena_printf(a, "%s%s", text, child->v.text.text);
  }
  return text && *text ? text : NULL;
}

static void read_meta(struct arena *a, const GumboNode *node, struct html_document *d) {
  const char *name = html_tree_attribute(node, "name");
  const char *content = html_tree_attribute(node, "content");
  if (!name)
    name = html_tree_attribute(node, "property");
  if (!name || !content)
    return;
  if (strcasecmp(name, "description") == 0)
    d->description = arena_strdup(a, content);
  else if (strcasecmp(name, "author") == 0)
    d->author = arena_strdup(a, content);
  else if (strcasecmp(name, "date") == 0 ||
           strcasecmp(name, "article:published_time") == 0)
    d->date = arena_strdup(a, content);
}

enum err html_document_read(
    struct arena *a, const char *html, size_t n, struct html_document *out) {
  GumboOutput *tree = NULL;
  struct html_document d = {0};
  int depth = 0;
  enum err e = html_tree_parse(html, n, false, &tree);
  if (e)
    return e;
  for (GumboNode *node = tree->root; node;
       node = html_tree_next(node, tree->root, true, &depth)) {
    const char *name = html_tree_name(node);
    if (strcmp(name, "html") == 0 && html_tree_attribute(node, "lang"))
      d.lang = arena_strdup(a, html_tree_attribute(node, "lang"));
    else if (!d.title && (strcmp(name, "title") == 0 || strcmp(name, "h1") == 0))
      d.title = text_of(a, node);
    else if (strcmp(name, "meta") == 0)
      read_meta(a, node, &d);
  }
  html_tree_free(tree);
  *out = d;
  return OK;
}

enum err html_document_content(
    const char *html, size_t n, const char **start, size_t *length) {
  static const char *const names[] = {"article", "main", "body"};
  GumboOutput *tree = NULL;
  enum err e = html_tree_parse(html, n, false, &tree);
  if (e)
    return e;
  *start = html;
  *length = n;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    int depth = 0;
    for (GumboNode *node = tree->root; node;
         node = html_tree_next(node, tree->root, true, &depth)) {
      const GumboElement *el = &node->v.element;
      if (strcmp(html_tree_name(node), names[i]) != 0 || !el->original_tag.data)
        continue;
      const char *from = el->original_tag.data + el->original_tag.length;
      const char *to = el->original_end_tag.data ? el->original_end_tag.data : html + n;
      if (to < from)
        continue;
      *start = from;
      *length = (size_t)(to - from);
      html_tree_free(tree);
      return OK;
    }
  }
  html_tree_free(tree);
  return OK;
}
