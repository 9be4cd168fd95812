/* WordPress allows these tags, and throws others away with what is around them:
 * "List<String>" becomes "List". Here whatever is not plainly meant as markup stays as
 * it was typed. So a tag needs its counterpart: "vector<s>" alone strikes nothing out,
 * and no tag reaches beyond the paragraph in which it is. */
#include "markup/markdown/comment_tags.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "markup/markdown/comment_marks.h"

enum { BLOCKQUOTE = 4 }; /* its index below */
static const char *const comment_tags_names[] = {"a", "abbr", "acronym", "b",
    "blockquote", "cite", "code", "del", "em", "i", "q", "s", "strike", "strong"};
enum { NAMES = sizeof comment_tags_names / sizeof *comment_tags_names };

/* What the user data of a node points to if it is markup. */
static char comment_tags_mark;

/* A tag as cmark has found it. */
struct comment_tag {
  int name; /* index of its name; -1: none of them */
  bool is_end;
};

static bool comment_tags_is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

/* "<b and c>" of "a <b and c> d" has attributes without a value, which none of these
 * elements has. */
static bool comment_tags_has_values(const char *s) {
  for (;;) {
    while (comment_tags_is_space(*s))
      s++;
    if (*s == '>')
      return true;
    s += strcspn(s, "= \t\n>/\"'");
    while (comment_tags_is_space(*s))
      s++;
    if (*s != '=')
      return false;
    s++;
    while (comment_tags_is_space(*s))
      s++;
    if (*s == '"' || *s == '\'') {
      const char *close = strchr(s + 1, *s);
      if (!close)
        return false;
      s = close + 1;
    } else {
      s += strcspn(s, " \t\n>");
    }
  }
}

static struct comment_tag comment_tags_read(cmark_node *node) {
  struct comment_tag tag = {-1, false};
  const char *s = cmark_node_get_literal(node);
  if (!s || *s != '<')
    return tag;
  s++;
  if (*s == '/') {
    tag.is_end = true;
    s++;
  }
  size_t n = strcspn(s, " \t\n/>");
  for (int i = 0; i < NAMES; i++)
    if (strlen(comment_tags_names[i]) == n &&
        strncasecmp(comment_tags_names[i], s, n) == 0 && comment_tags_has_values(s + n))
      tag.name = i;
  return tag;
}

/* ---- Splitting paragraphs ---- */

static bool comment_tags_is_quote(cmark_node *node) {
  return cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE &&
         comment_tags_read(node).name == BLOCKQUOTE;
}

/* A mark, too, which is all that precedes a tag at the beginning of a line. */
static bool comment_tags_is_break(cmark_node *node) {
  static const char mark[] = {COMMENT_MARK_NOTHING, '\0'};
  cmark_node_type type = cmark_node_get_type(node);
  return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
         (type == CMARK_NODE_TEXT && strcmp(cmark_node_get_literal(node), mark) == 0);
}

static void comment_tags_drop(cmark_node *node) {
  cmark_node_unlink(node);
  cmark_node_free(node);
}

/* Drops the line breaks around a tag. A paragraph of which nothing is left stays,
 * because the text of its former children is in its memory. */
static void comment_tags_trim(cmark_node *paragraph) {
  cmark_node *node;
  while ((node = cmark_node_first_child(paragraph)) && comment_tags_is_break(node))
    comment_tags_drop(node);
  while ((node = cmark_node_last_child(paragraph)) && comment_tags_is_break(node))
    comment_tags_drop(node);
}

static cmark_node *comment_tags_add_after(cmark_node *at, cmark_node_type type) {
  cmark_node *node = cmark_node_new(type);
  if (node && !cmark_node_insert_after(at, node)) {
    cmark_node_free(node);
    return NULL;
  }
  return node;
}

/* The tag becomes a block after `paragraph`; the paragraph after that is returned. */
static cmark_node *comment_tags_cut(cmark_node *paragraph, cmark_node *tag) {
  cmark_node *block = comment_tags_add_after(paragraph, CMARK_NODE_HTML_BLOCK);
  if (!block || !cmark_node_set_literal(block, cmark_node_get_literal(tag)))
    return NULL;
  comment_tags_drop(tag);
  return comment_tags_add_after(block, CMARK_NODE_PARAGRAPH);
}

/* Each inline is moved once, so that this is linear. */
static enum err comment_tags_split(cmark_node *paragraph) {
  cmark_node *last = paragraph, *next;
  for (cmark_node *node = cmark_node_first_child(paragraph); node; node = next) {
    next = cmark_node_next(node);
    if (comment_tags_is_quote(node)) {
      cmark_node *rest = comment_tags_cut(last, node);
      if (!rest)
        return ERR_NOMEM;
      /* `paragraph` still has what follows. */
      if (last != paragraph)
        comment_tags_trim(last);
      last = rest;
    } else if (last != paragraph) {
      cmark_node_unlink(node);
      if (!cmark_node_append_child(last, node)) {
        cmark_node_free(node);
        return ERR_NOMEM;
      }
    }
  }
  if (last != paragraph) {
    comment_tags_trim(last);
    comment_tags_trim(paragraph);
  }
  return OK;
}

static enum err comment_tags_split_all(cmark_node *root) {
  cmark_event_type event;
  enum err e = OK;
  cmark_iter *iter = cmark_iter_new(root);
  while (!e && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    if (event == CMARK_EVENT_EXIT && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH)
      e = comment_tags_split(node);
  }
  cmark_iter_free(iter);
  return e;
}

/* ---- Matching ---- */

/* The start tags below a node that wait for their end tag. */
struct comment_open {
  struct buf nodes; /* of struct comment_open_tag */
  size_t open[NAMES];
};

struct comment_open_tag {
  cmark_node *node;
  int name;
};

/* An end tag closes what was opened inside its element and is still open. */
static void comment_tags_close(struct comment_open *o, cmark_node *end, int name) {
  struct comment_open_tag tag;
  if (!o->open[name] || !o->nodes.data)
    return;
  do {
    o->nodes.len -= sizeof tag;
    memcpy(&tag, o->nodes.data + o->nodes.len, sizeof tag);
    o->open[tag.name]--;
  } while (tag.name != name);
  cmark_node_set_user_data(tag.node, &comment_tags_mark);
  cmark_node_set_user_data(end, &comment_tags_mark);
}

static enum err comment_tags_match(cmark_node *parent) {
  struct comment_open o = {0};
  for (cmark_node *node = cmark_node_first_child(parent); node;
       node = cmark_node_next(node)) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_HTML_INLINE && type != CMARK_NODE_HTML_BLOCK)
      continue;
    struct comment_tag tag = comment_tags_read(node);
    const struct comment_open_tag open = {node, tag.name};
    if (tag.name < 0)
      continue;
    if (tag.is_end) {
      comment_tags_close(&o, node, tag.name);
    } else {
      buf_add(&o.nodes, &open, sizeof open);
      o.open[tag.name]++;
    }
    if (o.nodes.failed)
      break;
  }
  enum err e = buf_status(&o.nodes);
  buf_free(&o.nodes);
  return e;
}

enum err comment_tags_find(cmark_node *root) {
  cmark_event_type event;
  enum err e = comment_tags_split_all(root);
  cmark_iter *iter = cmark_iter_new(root);
  while (!e && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
    if (event == CMARK_EVENT_ENTER)
      e = comment_tags_match(cmark_iter_get_node(iter));
  cmark_iter_free(iter);
  return e;
}

bool comment_tags_is_markup(cmark_node *node) {
  return cmark_node_get_user_data(node) == &comment_tags_mark;
}
