#include "text/sanitise.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/html_tree.h"
#include "text/sanitise_table.h"
#include "text/url.h"

enum { MOST_DEPTH = 200, MOST_IDS = 2000 };

struct writer {
  struct buf *out;
  const struct sanitise_rewriter *rw;
  const char *ids[MOST_IDS]; /* written so far; they belong to the tree */
  size_t id_count;
};

static void put_attribute(struct writer *w, const char *name, const char *value) {
  buf_printf(w->out, " %s=\"", name);
  buf_puts_html(w->out, value);
  buf_putc(w->out, '"');
}

static bool is_in(const char *list, const char *name) {
  size_t n = strlen(name);
  for (const char *s = list; n && (s = strstr(s, name)) != NULL; s++)
    if (s > list && s[-1] == ' ' && s[n] == ' ')
      return true;
  return false;
}

static bool is_number(const char *s) {
  return *s && strlen(s) <= 6 && strspn(s, "0123456789") == strlen(s);
}

/* The page has ids of its own, and no id may stand twice. */
static bool take_id(struct writer *w, const char *id) {
  static const char *const taken[] = {"top", "content", "respond", "author", "email",
      "url", "submit", "reply-title", "kept"};
  if (!*id || strpbrk(id, " \t\n\f\r") || strncmp(id, "comment", 7) == 0)
    return false;
  for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
    if (strcmp(taken[i], id) == 0)
      return false;
  for (size_t i = 0; i < w->id_count; i++)
    if (strcmp(w->ids[i], id) == 0)
      return false;
  if (w->id_count == MOST_IDS)
    return false;
  w->ids[w->id_count++] = id;
  return true;
}

/* Of classes only those the style sheet knows, and a code block's language. */
static void put_class(struct writer *w, const char *value) {
  static const char known[] =
      " footnotes footnote-ref footnote-backref task-list-item align-right align-center ";
  char name[64];
  for (const char *s = value; *s;) {
    s += strspn(s, " \t\n");
    size_t n = strcspn(s, " \t\n");
    if (n && n < sizeof name) {
      memcpy(name, s, n);
      name[n] = '\0';
      if (is_in(known, name) || strncmp(name, "language-", 9) == 0) {
        put_attribute(w, "class", name);
        return;
      }
    }
    s += n;
  }
}

static bool is_address(const char *name) {
  return is_in(" href src cite poster ", name);
}

static void put_address(struct writer *w, const char *name, const char *url) {
  char *trimmed = strdup(url + strspn(url, " \t\n\r\f"));
  if (!trimmed) {
    w->out->failed = true;
    return;
  }
  size_t n = strlen(trimmed);
  while (n && strchr(" \t\n\r\f", trimmed[n - 1]))
    trimmed[--n] = '\0';
  enum url_kind kind = url_classify(trimmed);
  bool image = strcmp(name, "href") != 0 && strcmp(name, "cite") != 0;
  const char *written = trimmed;
  if (kind == URL_RELATIVE && w->rw)
    written = w->rw->rewrite(w->rw->context, trimmed, image);
  if (written && kind != URL_UNSAFE && !(image && kind == URL_CONTACT)) {
    buf_printf(w->out, " %s=\"", name);
    /* A space inside is no valid address; every browser sends %20 for it. */
    for (const char *s = written; *s; s++) {
      char one[2] = {*s, 0};
      if (*s == ' ')
        buf_puts(w->out, "%20");
      else
        buf_puts_html(w->out, one);
    }
    buf_putc(w->out, '"');
    if (strcmp(name, "href") == 0 && kind == URL_EXTERNAL)
      put_attribute(w, "rel", "noopener");
  }
  free(trimmed);
}

static void put_one(struct writer *w, const char *name, const char *value) {
  if (is_address(name))
    put_address(w, name, value);
  else if (strcmp(name, "class") == 0)
    put_class(w, value);
  else if (strcmp(name, "id") == 0) {
    if (take_id(w, value))
      put_attribute(w, name, value);
  } else if (is_in(" width height colspan rowspan start value ", name)) {
    if (is_number(value))
      put_attribute(w, name, value);
  } else if (strcmp(name, "dir") == 0) {
    if (is_in(" ltr rtl auto ", value))
      put_attribute(w, name, value);
  } else if (is_in(" controls open reversed ", name))
    buf_printf(w->out, " %s", name);
  else if (strcmp(name, "scope") != 0 || is_in(" row col rowgroup colgroup ", value))
    put_attribute(w, name, value);
}

static void put_attributes(
    struct writer *w, const GumboNode *node, const struct sanitise_element *e) {
  const GumboVector *list = &node->v.element.attributes;
  bool has_alt = false;
  for (unsigned i = 0; i < list->length; i++) {
    const GumboAttribute *a = list->data[i];
    if (a->attr_namespace != GUMBO_ATTR_NAMESPACE_NONE ||
        !(sanitise_is_global(a->name) || is_in(e->attributes, a->name)))
      continue;
    has_alt = has_alt || strcmp(a->name, "alt") == 0;
    put_one(w, a->name, a->value);
  }
  const char *align = html_tree_attribute(node, "align");
  if (align && is_in(" td th ", e->name) && !html_tree_attribute(node, "class") &&
      is_in(" right center ", align))
    buf_printf(w->out, " class=\"align-%s\"", align);
  if (strcmp(e->name, "img") == 0)
    buf_puts(w->out, has_alt ? " loading=\"lazy\"" : " alt=\"\" loading=\"lazy\"");
  if (html_tree_attribute(node, "data-footnote-backref") ||
      (html_tree_attribute(node, "class") &&
          strcmp(html_tree_attribute(node, "class"), "footnote-backref") == 0))
    put_attribute(w, "aria-label", "↩");
}

/* An embedded page becomes a link to it: nothing of a third party is loaded. */
static void put_link(struct writer *w, const GumboNode *node) {
  const char *src = html_tree_attribute(node, "src");
  if (!src || url_classify(src) != URL_EXTERNAL)
    return;
  buf_puts(w->out, "<a");
  put_address(w, "href", src);
  buf_putc(w->out, '>');
  buf_puts_html(w->out, src);
  buf_puts(w->out, "</a>");
}

static void put_checkbox(struct writer *w, const GumboNode *node) {
  const char *type = html_tree_attribute(node, "type");
  if (!type || strcmp(type, "checkbox") != 0)
    return;
  bool checked = html_tree_attribute(node, "checked") != NULL;
  buf_printf(w->out, "<input type=\"checkbox\" disabled%s aria-label=\"%s\">",
      checked ? " checked" : "", checked ? "☑" : "☐");
}

/* Writes what opens a node; true when its content is to be written. */
static bool open_node(struct writer *w, const GumboNode *node, int depth) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
      node->type == GUMBO_NODE_WHITESPACE) {
    buf_puts_html(w->out, node->v.text.text);
    return false;
  }
  if (node->type != GUMBO_NODE_ELEMENT)
    return false;
  if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return false;
  const struct sanitise_element *e = sanitise_find(html_tree_name(node));
  switch (e->rule) {
  case SANITISE_UNWRAP:
    return true;
  case SANITISE_DROP:
    return false;
  case SANITISE_LINK:
    put_link(w, node);
    return false;
  case SANITISE_CHECKBOX:
    put_checkbox(w, node);
    return false;
  case SANITISE_KEEP:
  case SANITISE_VOID:
    break;
  }
  if (depth > MOST_DEPTH)
    return e->rule == SANITISE_KEEP;
  buf_printf(w->out, "<%s", e->as ? e->as : e->name);
  put_attributes(w, node, e);
  buf_putc(w->out, '>');
  /* HTML drops the first line end of a pre: one more keeps the author's. */
  if (strcmp(e->name, "pre") == 0)
    buf_putc(w->out, '\n');
  return e->rule == SANITISE_KEEP;
}

static void close_node(struct writer *w, const GumboNode *node, int depth) {
  if (node->type != GUMBO_NODE_ELEMENT || depth > MOST_DEPTH ||
      node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return;
  const struct sanitise_element *e = sanitise_find(html_tree_name(node));
  if (e->rule == SANITISE_KEEP)
    buf_printf(w->out, "</%s>", e->as ? e->as : e->name);
}

/* Walks the tree without recursion, opening and closing. */
static void write_tree(struct writer *w, GumboNode *root) {
  const GumboVector *children = html_tree_children(root);
  GumboNode *node = children && children->length ? children->data[0] : NULL;
  int depth = 1;
  while (node) {
    bool enter = open_node(w, node, depth);
    const GumboVector *below = html_tree_children(node);
    if (enter && below && below->length) {
      node = below->data[0];
      depth++;
      continue;
    }
    if (enter)
      close_node(w, node, depth);
    for (;;) {
      const GumboVector *siblings = html_tree_children(node->parent);
      if (node->index_within_parent + 1 < siblings->length) {
        node = siblings->data[node->index_within_parent + 1];
        break;
      }
      node = node->parent;
      depth--;
      if (node == root)
        return;
      close_node(w, node, depth);
    }
  }
}

enum err sanitise_html(
    const char *html, size_t n, const struct sanitise_rewriter *rw, struct buf *out) {
  GumboOutput *tree = NULL;
  struct writer *w = calloc(1, sizeof *w);
  enum err e = w ? html_tree_parse(html, n, true, &tree) : ERR_NOMEM;
  if (!e) {
    w->out = out;
    w->rw = rw;
    write_tree(w, tree->root);
    e = buf_status(out);
  }
  html_tree_free(tree);
  free(w);
  return e;
}
