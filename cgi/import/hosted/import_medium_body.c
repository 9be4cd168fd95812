#include "import/hosted/import_medium_body.h"

#include <string.h>

#include "base/buf.h"
#include "base/percent.h"
#include "markup/html/html_cut.h"
#include "markup/html/html_query.h"

struct import_medium_reader {
  struct html_tree *tree;
  struct html_cut cut;
  struct import_medium_body *body;
  const GumboNode *first; /* the first paragraph */
  bool has_heading;       /* the title is in the text */
};

/* Length of a character that does not count when titles are compared: white space and
 * punctuation. Medium writes straight quotes in one place and curly ones in another. */
static size_t import_medium_body_skips(const char *s) {
  unsigned char c = (unsigned char)*s;
  if (c && c < 0x80)
    return !(strchr("0123456789", c) || ((c | 32) >= 'a' && (c | 32) <= 'z'));
  /* U+00A0; U+2000 to U+207F */
  if (c == 0xc2 && (unsigned char)s[1] == 0xa0)
    return 2;
  return c == 0xe2 && ((unsigned char)s[1] & 0xfe) == 0x80 && s[2] ? 3 : 0;
}

/* True if `text` says the same as `title`, or more if that `may_go_on`. */
static bool import_medium_body_same(
    const char *title, const char *text, bool may_go_on) {
  bool any = false;
  for (size_t n;;) {
    while ((n = import_medium_body_skips(title)) != 0)
      title += n;
    while ((n = import_medium_body_skips(text)) != 0)
      text += n;
    if (!*title || *title != *text)
      return any && !*title && (may_go_on || !*text);
    any = true;
    title++;
    text++;
  }
}

static bool import_medium_body_is_cut(const char *title) {
  size_t n = strlen(title);
  return (n >= 3 && strcmp(title + n - 3, "\xe2\x80\xa6") == 0) ||
         (n >= 3 && strcmp(title + n - 3, "...") == 0);
}

/* A heading that repeats the title, which may be cut in the head. */
static enum err import_medium_body_heading(
    struct import_medium_reader *r, const GumboNode *node, bool *is_cut) {
  const char *text = "", *title = r->body->title;
  enum err e = html_query_text_of(r->cut.arena, r->tree, node, &text);
  bool is_title = html_query_has_class(node, "graf--title");
  r->has_heading |= is_title;
  *is_cut = false;
  if (e || !*text || (!is_title && r->first) || !title ||
      !import_medium_body_same(title, text, import_medium_body_is_cut(title)))
    return e;
  r->has_heading = *is_cut = true;
  r->body->title = text;
  return html_cut_add(&r->cut, node, "");
}

/* A link to what is embedded from elsewhere. */
static enum err import_medium_body_link(
    struct import_medium_reader *r, const GumboNode *node, const char *url) {
  struct buf b = {0};
  buf_puts(&b, "<p><a href=\"");
  buf_add_html(&b, url, strlen(url));
  buf_puts(&b, "\">");
  buf_add_html(&b, url, strlen(url));
  buf_puts(&b, "</a></p>");
  const char *copy = buf_status(&b) ? NULL : arena_strdup(r->cut.arena, buf_text(&b));
  buf_free(&b);
  return copy ? html_cut_add(&r->cut, node, copy) : ERR_NOMEM;
}

/* A frame of Embedly names the page that it shows in its address. */
static enum err import_medium_body_frame(
    struct import_medium_reader *r, const GumboNode *node, const char *src) {
  const char *query = strstr(src, "embedly.com/") ? strstr(src, "&url=") : NULL;
  const char *part =
      query ? arena_strndup(r->cut.arena, query + 5, strcspn(query + 5, "&")) : src;
  const char *url = query && part ? percent_decode(r->cut.arena, part) : part;
  return url ? import_medium_body_link(r, node, url) : ERR_NOMEM;
}

/* Frames of YouTube and Vimeo become links in the sanitiser, which drops all others,
 * like the scripts that show the code of a gist. */
static enum err import_medium_body_embed(
    struct import_medium_reader *r, const GumboNode *node, const char *name) {
  const char *src = html_attribute(node, "src");
  if (!src || strncmp(src, "https://", 8) != 0)
    return OK;
  if (strcmp(name, "iframe") == 0)
    return strstr(src, "youtube") && !strstr(src, "embedly") ? OK
           : strncmp(src + 8, "player.vimeo.com/", 17) == 0
               ? OK
               : import_medium_body_frame(r, node, src);
  const char *gist = strstr(src, "gist.github.com/");
  size_t n = strlen(src);
  if (!gist || n < 3 || strcmp(src + n - 3, ".js") != 0)
    return OK;
  char *page = arena_strndup(r->cut.arena, src, n - 3);
  return page ? import_medium_body_link(r, node, page) : ERR_NOMEM;
}

static bool import_medium_body_is_heading(const char *name) {
  return name[0] == 'h' && name[1] >= '1' && name[1] <= '4' && !name[2];
}

/* Medium counts clicks with links to itself that lead on. */
static enum err import_medium_body_anchor(
    struct import_medium_reader *r, const GumboNode *node) {
  static const char counted[] = "https://medium.com/r/?url=";
  const char *href = html_attribute(node, "href");
  struct buf b = {0};
  if (!href || strncmp(href, counted, sizeof counted - 1) != 0)
    return OK;
  const char *rest = href + sizeof counted - 1;
  const char *part = arena_strndup(r->cut.arena, rest, strcspn(rest, "&"));
  const char *url = part ? percent_decode(r->cut.arena, part) : NULL;
  if (!url)
    return ERR_NOMEM;
  buf_puts(&b, "<a href=\"");
  buf_add_html(&b, url, strlen(url));
  buf_puts(&b, "\">");
  const char *tag = buf_status(&b) ? NULL : arena_strdup(r->cut.arena, buf_text(&b));
  buf_free(&b);
  return tag ? html_cut_start_tag(&r->cut, node, tag) : ERR_NOMEM;
}

/* Boxes for the layout of Medium's pages. */
static bool import_medium_body_is_box(const GumboNode *node) {
  return html_query_has_class(node, "section--body") ||
         html_query_has_class(node, "section-content") ||
         html_query_has_class(node, "section-inner") ||
         html_query_has_class(node, "section-divider");
}

static enum err import_medium_body_element(
    struct import_medium_reader *r, const GumboNode *node, bool *skip) {
  char name[HTML_NAME];
  html_name(node, name);
  bool is_div = strcmp(name, "div") == 0;
  *skip = true;
  /* Each section begins with a rule, also the first one. */
  if (is_div && html_query_has_class(node, "section-divider") && !r->first &&
      !r->has_heading)
    return html_cut_add(&r->cut, node, "");
  /* The picture of a link, which would be a link without text. */
  if (html_query_has_class(node, "js-mixtapeImage") ||
      html_query_has_class(node, "mixtapeImage"))
    return html_cut_add(&r->cut, node, "");
  if (html_query_has_class(node, "graf--iframe") && !node->v.element.children.length)
    r->body->lost++;
  if (import_medium_body_is_heading(name))
    return import_medium_body_heading(r, node, skip);
  *skip = strcmp(name, "iframe") == 0 || strcmp(name, "script") == 0;
  if (*skip)
    return import_medium_body_embed(r, node, name);
  if (strcmp(name, "a") == 0)
    return import_medium_body_anchor(r, node);
  if (!r->first && (strcmp(name, "p") == 0 || strcmp(name, "blockquote") == 0))
    r->first = node;
  return (is_div || strcmp(name, "section") == 0) && import_medium_body_is_box(node)
             ? html_cut_start_tag(&r->cut, node, "")
             : OK;
}

static enum err import_medium_body_leave(
    struct import_medium_reader *r, const GumboNode *node) {
  char name[HTML_NAME];
  html_name(node, name);
  return (strcmp(name, "div") == 0 || strcmp(name, "section") == 0) &&
                 import_medium_body_is_box(node)
             ? html_cut_end_tag(&r->cut, node)
             : OK;
}

/* A title in front of which there is none: the text of a response. */
static enum err import_medium_body_compare(struct import_medium_reader *r) {
  const char *text = "", *title = r->body->title;
  if (r->has_heading || !title || !r->first)
    return OK;
  enum err e = html_query_text_of(r->cut.arena, r->tree, r->first, &text);
  r->body->begins_with_title = import_medium_body_same(title, text, true);
  return e;
}

enum err import_medium_body_read(struct arena *a, struct html_tree *t, const char *html,
    size_t n, const GumboNode *content, struct import_medium_body *out) {
  struct import_medium_reader r = {
      .tree = t, .cut = {.arena = a, .html = html, .n = n}, .body = out};
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  size_t from, to;
  enum err e = OK;
  html_walk_start(&walk, t, content);
  while (!e && (step = html_walk_next(&walk, &node)) != HTML_END) {
    bool skip = false;
    if (step == HTML_ENTER)
      e = import_medium_body_element(&r, node, &skip);
    else if (step == HTML_LEAVE)
      e = import_medium_body_leave(&r, node);
    if (skip)
      html_walk_skip(&walk);
  }
  if (!e && walk.failed)
    e = ERR_NOMEM;
  if (!e)
    e = import_medium_body_compare(&r);
  if (e)
    return e;
  html_cut_inside(&r.cut, content, &from, &to);
  out->html = html_cut_apply(&r.cut, from, to);
  return out->html ? OK : ERR_NOMEM;
}
