#include "text/html_text.h"

#include <string.h>

#include "text/html_tree.h"

static bool is_skipped(const GumboNode *node, enum html_text_parts parts) {
  static const char *const running[] = {"h1", "h2", "h3", "h4", "h5", "h6", "pre",
      "table", "figure", "sup", "video", "audio"};
  const char *name = html_tree_name(node);
  if (node->type == GUMBO_NODE_TEMPLATE)
    return true;
  if (node->type != GUMBO_NODE_ELEMENT || !*name)
    return false;
  if (strcmp(name, "script") == 0 || strcmp(name, "style") == 0)
    return true;
  if (parts == HTML_TEXT_ALL)
    return false;
  const char *class = html_tree_attribute(node, "class");
  if (class && strcmp(class, "footnotes") == 0)
    return true;
  for (size_t i = 0; i < sizeof running / sizeof running[0]; i++)
    if (strcmp(running[i], name) == 0)
      return true;
  return false;
}

static bool is_inline(const char *name) {
  static const char *const names[] = {"a", "abbr", "b", "bdi", "bdo", "cite", "code",
      "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span",
      "strong", "sub", "sup", "time", "u", "var"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(names[i], name) == 0)
      return true;
  return false;
}

/* Adds text with white space folded into what is there. */
static void put(struct buf *out, const char *s) {
  for (; *s; s++) {
    if (!strchr(" \t\n\r\f", *s))
      buf_putc(out, *s);
    else if (out->len && out->data[out->len - 1] != ' ')
      buf_putc(out, ' ');
  }
}

enum err html_text(const char *html, enum html_text_parts parts, struct buf *out) {
  GumboOutput *tree = NULL;
  struct buf text = {0};
  int depth = 0;
  enum err e = html_tree_parse(html, strlen(html), true, &tree);
  if (e)
    return e;
  GumboNode *node = tree->root;
  while (node) {
    bool skipped = is_skipped(node, parts);
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
        node->type == GUMBO_NODE_WHITESPACE)
      put(&text, node->v.text.text);
    else if (node->type == GUMBO_NODE_ELEMENT && !is_inline(html_tree_name(node)))
      put(&text, " ");
    node = html_tree_next(node, tree->root, !skipped, &depth);
  }
  html_tree_free(tree);
  while (text.len && text.data[text.len - 1] == ' ')
    text.data[--text.len] = '\0';
  e = buf_status(&text);
  if (!e)
    buf_puts(out, buf_text(&text));
  buf_free(&text);
  return e ? e : buf_status(out);
}
