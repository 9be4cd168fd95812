/* Hugo's goldmark reads "## Wind {#breeze}" as a heading with an ID, which links in old
 * articles use; cmark shows the braces. They are cut from the parsed tree and not from
 * the source, where one cannot tell a heading from a line of code that looks like
 * one. */
#include "markup/markdown/heading_attributes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* The lines of a text. cmark reports where a heading is in lines only. */
struct lines {
  const char *text;
  size_t *ends; /* offset of the "\n" of each line */
  int count;
};

struct id {
  const char *at;
  size_t size; /* 0: none */
};

static enum err heading_attributes_read_lines(
    struct lines *l, const char *text, size_t n) {
  size_t count = 1;
  for (size_t i = 0; i < n; i++)
    count += text[i] == '\n';
  *l = (struct lines){text, calloc(count, sizeof *l->ends), 0};
  if (!l->ends)
    return ERR_NOMEM;
  for (size_t i = 0; i < n; i++)
    if (text[i] == '\n')
      l->ends[l->count++] = i;
  l->ends[l->count++] = n;
  return OK;
}

/* Length of what goldmark accepts as a name, also of an ID or a class. */
static size_t heading_attributes_name_length(const char *s) {
  static const char inner[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789-_:.";
  size_t n = 0;
  while (s[n] && ((unsigned char)s[n] >= 0x80 || strchr(inner, s[n])))
    n++;
  return n;
}

/* Returns the position after the attribute at `s`, or NULL if there is none. The first
 * ID is stored in *id. */
static const char *heading_attributes_skip(const char *s, struct id *id) {
  bool is_id = *s == '#', is_class = *s == '.';
  if (is_id || is_class)
    s++;
  size_t n = heading_attributes_name_length(s);
  if (n && is_id && !id->size)
    *id = (struct id){s, n};
  s += n;
  if (n && (is_id || is_class))
    return s;
  if (!n || *s++ != '=')
    return NULL;
  if (*s == '"')
    return (s = strchr(s + 1, '"')) != NULL ? s + 1 : NULL;
  n = strcspn(s, " \t,\"{}");
  return n ? s + n : NULL;
}

/* True if `s` is a pair of braces with attributes and nothing after it. */
static bool heading_attributes_are(const char *s, struct id *id) {
  /* Braces that begin otherwise are more likely text, as in "## Sets {a, b}". */
  if (s[1] != '#' && s[1] != '.')
    return false;
  s++;
  while (s && *s != '}') {
    s = heading_attributes_skip(s, id);
    if (s)
      s += strspn(s, " \t,");
  }
  return s && !s[1];
}

/* True if one of the heading's source lines contains `braces` unescaped: cmark's tree
 * no longer has the '\' that may precede them. */
static bool heading_attributes_are_written(
    const struct lines *l, cmark_node *heading, const char *braces) {
  int first = cmark_node_get_start_line(heading),
      last = cmark_node_get_end_line(heading);
  size_t n = strlen(braces);
  for (int i = first; i > 0 && i <= last && i <= l->count; i++) {
    size_t from = i > 1 ? l->ends[i - 2] + 1 : 0;
    const char *line = l->text + from;
    const char *at = memrchr(line, '{', l->ends[i - 1] - from);
    if (at && at > line && (size_t)(l->text + l->ends[i - 1] - at) >= n &&
        memcmp(at, braces, n) == 0)
      /* "${x}" is a variable in a heading about shells or templates. */
      return at[-1] != '\\' && at[-1] != '$';
  }
  return false;
}

static size_t heading_attributes_trimmed(const char *s, size_t n) {
  while (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
    n--;
  return n;
}

/* Length of the text before the closing '#'s of "## Name ##", which cmark did not
 * recognise because attributes follow them. */
static size_t heading_attributes_without_closing(const char *s, size_t n) {
  size_t name = n;
  while (name && s[name - 1] == '#')
    name--;
  return name && heading_attributes_trimmed(s, name) < name
             ? heading_attributes_trimmed(s, name)
             : n;
}

/* Cuts the heading's text where its attributes begin. The ID is appended to `id`. */
static enum err heading_attributes_cut_node(
    const struct lines *l, cmark_node *heading, struct buf *id) {
  struct id found = {0};
  cmark_node *last = cmark_node_last_child(heading);
  const char *text = last && cmark_node_get_type(last) == CMARK_NODE_TEXT
                         ? cmark_node_get_literal(last)
                         : "";
  /* The attributes end the heading, so they are in its last text. If its last child is
   * something else, such as code, there are none. */
  const char *braces = strrchr(text, '{');
  if (!braces || !heading_attributes_are(braces, &found) ||
      !heading_attributes_are_written(l, heading, braces))
    return OK;
  struct buf rest = {0};
  buf_add(id, found.at, found.size);
  buf_add(&rest, text,
      heading_attributes_without_closing(
          text, heading_attributes_trimmed(text, (size_t)(braces - text))));
  enum err e = buf_status(&rest);
  if (!e && !cmark_node_set_literal(last, buf_text(&rest)))
    e = ERR_NOMEM;
  buf_free(&rest);
  return e ? e : buf_status(id);
}

/* cmark has no attribute for an ID, so the heading is replaced by a block of raw
 * HTML. */
static enum err heading_attributes_give_id(cmark_node *heading, const char *id) {
  struct buf html = {0};
  char *plain = cmark_render_html(heading, CMARK_OPT_UNSAFE, NULL);
  cmark_node *block = cmark_node_new(CMARK_NODE_HTML_BLOCK);
  size_t name = strlen("<h2");
  if (plain)
    /* An ID has no character that needs an escape (heading_attributes_name_length). */
    buf_printf(&html, "%.*s id=\"%s\"%s", (int)name, plain, id, plain + name);
  enum err e = plain && block ? buf_status(&html) : ERR_NOMEM;
  if (!e && cmark_node_set_literal(block, buf_text(&html)) &&
      cmark_node_replace(heading, block)) {
    cmark_node_free(heading);
    block = NULL;
  } else if (!e) {
    e = ERR_NOMEM;
  }
  free(plain);
  buf_free(&html);
  if (block)
    cmark_node_free(block);
  return e;
}

enum err heading_attributes_apply(cmark_node *root, const char *text, size_t n) {
  struct lines lines;
  struct buf id = {0};
  enum err e = heading_attributes_read_lines(&lines, text, n);
  cmark_iter *iter = cmark_iter_new(root);
  cmark_event_type event;
  while (!e && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    /* On leaving it, because the iterator must not be inside of a node that is
     * replaced. */
    if (event != CMARK_EVENT_EXIT || cmark_node_get_type(node) != CMARK_NODE_HEADING)
      continue;
    buf_clear(&id);
    e = heading_attributes_cut_node(&lines, node, &id);
    if (!e && id.len)
      e = heading_attributes_give_id(node, buf_text(&id));
  }
  cmark_iter_free(iter);
  buf_free(&id);
  free(lines.ends);
  return e;
}

enum err heading_attributes_cut(cmark_node *heading, const char *text, size_t n) {
  struct lines lines;
  struct buf id = {0};
  enum err e = heading_attributes_read_lines(&lines, text, n);
  if (!e)
    e = heading_attributes_cut_node(&lines, heading, &id);
  buf_free(&id);
  free(lines.ends);
  return e;
}
