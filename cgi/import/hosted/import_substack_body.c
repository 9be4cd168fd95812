/* Substack's editor stores what a script fills in as an element with its values in
 * the attribute data-attrs, as JSON. Here such elements would be empty, or forms that
 * lead nowhere. */
#include "import/hosted/import_substack_body.h"

#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "markup/html/html_cut.h"
#include "markup/html/html_query.h"

struct import_substack_body {
  struct html_tree tree;
  struct html_cut cut;
  bool has_paid_part;
};

static bool import_substack_body_is_one_of(
    const GumboNode *node, const char *const *classes) {
  for (; *classes; classes++)
    if (html_query_has_class(node, *classes))
      return true;
  return false;
}

static json_t *import_substack_body_attrs(const GumboNode *node) {
  const char *text = html_attribute(node, "data-attrs");
  return text ? json_loads(text, 0, NULL) : NULL;
}

static const char *import_substack_body_text(const json_t *map, const char *key) {
  return json_string_value(json_object_get(map, key));
}

static bool import_substack_body_is_web(const char *url) {
  return url && strncmp(url, "https://", 8) == 0;
}

/* Subscribing, sharing and commenting work with Substack only. "%%" begins a
 * placeholder for such an address. */
static bool import_substack_body_is_own(const char *url) {
  static const char *const parts[] = {"%%", "/subscribe", "action=share", "share?",
      "/comments", "coupon=", "gift=", "/leaderboard", "/chat"};
  for (size_t i = 0; url && i < sizeof parts / sizeof parts[0]; i++)
    if (strstr(url, parts[i]))
      return true;
  return !url || !*url;
}

/* Any other button is a link of the author's. */
static bool import_substack_body_is_own_button(const GumboNode *node) {
  json_t *attrs = import_substack_body_attrs(node);
  bool is_own =
      attrs && import_substack_body_is_own(import_substack_body_text(attrs, "url"));
  json_decref(attrs);
  return is_own;
}

static void import_substack_body_put_link(
    struct buf *b, const char *url, const char *text) {
  text = text && *text ? text : url;
  buf_puts(b, "<p><a href=\"");
  buf_add_html(b, url, strlen(url));
  buf_puts(b, "\">");
  buf_add_html(b, text, strlen(text));
  buf_puts(b, "</a></p>");
}

static void import_substack_body_put_gallery(struct buf *b, const json_t *gallery) {
  const json_t *images = json_object_get(gallery, "images");
  const char *caption = import_substack_body_text(gallery, "caption");
  buf_puts(b, "<figure>");
  for (size_t i = 0; i < json_array_size(images); i++) {
    const json_t *image = json_array_get(images, i);
    const char *src = import_substack_body_text(image, "src");
    const char *alt = import_substack_body_text(image, "alt");
    if (!import_substack_body_is_web(src))
      continue;
    buf_puts(b, "<img src=\"");
    buf_add_html(b, src, strlen(src));
    buf_puts(b, "\" alt=\"");
    buf_add_html(b, alt ? alt : "", alt ? strlen(alt) : 0);
    buf_puts(b, "\">");
  }
  if (caption && *caption) {
    buf_puts(b, "<figcaption>");
    buf_add_html(b, caption, strlen(caption));
    buf_puts(b, "</figcaption>");
  }
  buf_puts(b, "</figure>");
}

/* Replaces an element without content by what its attributes say; one of which they
 * say nothing disappears. */
static enum err import_substack_body_card(
    struct import_substack_body *r, const GumboNode *node) {
  static const char *const keys[] = {"canonical_url", "url", "base_url"};
  static const char *const names[] = {"title", "name", "caption"};
  json_t *attrs = import_substack_body_attrs(node);
  const json_t *gallery = json_object_get(attrs, "gallery");
  const char *url = NULL, *name = NULL;
  struct buf b = {0};
  for (size_t i = 0; !url && i < sizeof keys / sizeof keys[0]; i++)
    url = import_substack_body_text(attrs, keys[i]);
  for (size_t i = 0; !name && i < sizeof names / sizeof names[0]; i++)
    name = import_substack_body_text(attrs, names[i]);
  if (gallery)
    import_substack_body_put_gallery(&b, gallery);
  else if (import_substack_body_is_web(url))
    import_substack_body_put_link(&b, url, name);
  json_decref(attrs);
  const char *copy = buf_status(&b) ? NULL : arena_strdup(r->cut.arena, buf_text(&b));
  buf_free(&b);
  return copy ? html_cut_add(&r->cut, node, copy) : ERR_NOMEM;
}

/* The number of a footnote is an ordinary link in the export. */
static enum err import_substack_body_note(
    struct import_substack_body *r, const GumboNode *node) {
  size_t from, to;
  html_cut_inside(&r->cut, node, &from, &to);
  const GumboStringPiece *tag = &node->v.element.original_tag;
  char *raised = arena_printf(r->cut.arena, "<sup>%.*s%.*s</a></sup>", (int)tag->length,
      tag->data, (int)(to - from), r->cut.html + from);
  return raised ? html_cut_add(&r->cut, node, raised) : ERR_NOMEM;
}

/* Boxes for the layout of the service's pages. */
static bool import_substack_body_is_box(const GumboNode *node) {
  static const char *const boxes[] = {"captioned-image-container", "image2-inset",
      "youtube-wrap", "youtube-inner", NULL};
  return import_substack_body_is_one_of(node, boxes);
}

static enum err import_substack_body_element(
    struct import_substack_body *r, const GumboNode *node, bool *skip) {
  static const char *const widgets[] = {"subscription-widget-wrap",
      "subscription-widget-wrap-editor", "subscription-widget", "subscribe-widget",
      "image-link-expand", "install-substack-app-embed", "paywall-jump", NULL};
  static const char *const buttons[] = {
      "button-wrapper", "captioned-button-wrap", "directMessage", NULL};
  static const char *const cards[] = {"digest-post-embed", "image-gallery-embed",
      "embedded-publication-wrap", "embedded-post-wrap", "native-video-embed",
      "native-audio-embed", "community-chat", NULL};
  bool is_widget = import_substack_body_is_one_of(node, widgets);
  *skip = true;
  r->has_paid_part |= html_query_has_class(node, "paywall-jump");
  if (is_widget || (import_substack_body_is_one_of(node, buttons) &&
                       import_substack_body_is_own_button(node)))
    return html_cut_add(&r->cut, node, "");
  bool is_empty = !node->v.element.children.length;
  if (is_empty && import_substack_body_is_one_of(node, cards))
    return import_substack_body_card(r, node);
  if (!is_empty && html_query_has_class(node, "footnote-anchor"))
    return import_substack_body_note(r, node);
  *skip = false;
  return import_substack_body_is_box(node) ? html_cut_start_tag(&r->cut, node, "") : OK;
}

static enum err import_substack_body_cut(struct import_substack_body *r) {
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  enum err e = OK;
  html_walk_start(&walk, &r->tree, r->tree.root);
  while (!e && (step = html_walk_next(&walk, &node)) != HTML_END) {
    bool skip = false;
    if (step == HTML_ENTER)
      e = import_substack_body_element(r, node, &skip);
    else if (step == HTML_LEAVE && import_substack_body_is_box(node))
      e = html_cut_end_tag(&r->cut, node);
    if (skip)
      html_walk_skip(&walk);
  }
  return e ? e : walk.failed ? ERR_NOMEM : OK;
}

enum err import_substack_body_read(struct arena *a, const char *html, size_t n,
    const char **out, bool *has_paid_part) {
  struct import_substack_body r = {.cut = {.arena = a, .html = html, .n = n}};
  enum err e = html_parse(html, n, HTML_FRAGMENT, &r.tree);
  if (e == ERR_INVALID) {
    *out = html;
    return OK;
  }
  if (e)
    return e;
  e = import_substack_body_cut(&r);
  html_free(&r.tree);
  const char *cut = e ? NULL : html_cut_apply(&r.cut, 0, n);
  if (!e && !cut)
    e = ERR_NOMEM;
  if (e)
    return e;
  *out = cut;
  *has_paid_part = r.has_paid_part;
  return OK;
}
