#include "site/webmention/mention_page.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "markup/html/html_query.h"
#include "markup/html/html_tree.h"
#include "net/net_fetch.h"

struct mention_reader {
  struct arena *arena;
  struct html_tree tree;
  const char *url, *target;
  size_t target_size; /* without a fragment */
  const GumboNode *entry, *author, *text, *summary, *title;
  struct mention_page page;
};

static const char *const names[] = {[MENTION_NONE] = "",
    [MENTION_LINK] = "mention",
    [MENTION_REPLY] = "reply",
    [MENTION_LIKE] = "like",
    [MENTION_REPOST] = "repost"};

const char *mention_kind_name(enum mention_kind kind) {
  return names[kind];
}

/* What an attribute leads to is compared as browsers resolve it: most blogs link to
 * others absolutely, but a page on the same host may not. */
static bool mention_page_is_target(struct mention_reader *r, const char *link) {
  struct buf full = {0};
  bool same = false;
  if (link && net_fetch_resolve(r->url, link, &full) == OK) {
    const char *text = buf_text(&full);
    same = strcspn(text, "#") == r->target_size &&
           strncmp(text, r->target, r->target_size) == 0;
  }
  buf_free(&full);
  return same;
}

/* The attributes that link (Webmention, section 3.2.2). */
static bool mention_page_links(struct mention_reader *r, const GumboNode *node) {
  static const char *const attributes[] = {"href", "src", "data", "cite", "poster"};
  for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
    if (mention_page_is_target(r, html_attribute(node, attributes[i])))
      return true;
  return false;
}

static enum mention_kind mention_page_class_kind(const GumboNode *node) {
  return html_query_has_class(node, "u-in-reply-to") ? MENTION_REPLY
         : html_query_has_class(node, "u-like-of")   ? MENTION_LIKE
         : html_query_has_class(node, "u-repost-of") ? MENTION_REPOST
                                                     : MENTION_NONE;
}

/* The first of each counts, as parsers of microformats have it. */
static void mention_page_note(const GumboNode **first, const GumboNode *node) {
  if (!*first)
    *first = node;
}

struct mention_walk {
  const GumboNode *cite;       /* the open element with a class of a kind */
  enum mention_kind cite_kind; /* and its kind */
};

static void mention_page_enter(
    struct mention_reader *r, struct mention_walk *w, const GumboNode *node) {
  char name[HTML_NAME];
  html_name(node, name);
  if (strcmp(name, "title") == 0)
    mention_page_note(&r->title, node);
  if (html_query_has_class(node, "h-entry"))
    mention_page_note(&r->entry, node);
  if (html_query_has_class(node, "p-author") || html_query_has_class(node, "h-card"))
    mention_page_note(&r->author, node);
  if (html_query_has_class(node, "e-content"))
    mention_page_note(&r->text, node);
  if (html_query_has_class(node, "p-summary") || html_query_has_class(node, "p-name"))
    mention_page_note(&r->summary, node);
  enum mention_kind kind = mention_page_class_kind(node);
  if (kind && !w->cite) {
    w->cite = node;
    w->cite_kind = kind;
  }
  if (!mention_page_links(r, node))
    return;
  r->page.links = true;
  /* Also when the link is deeper inside, in the citation of what is replied to. */
  if (w->cite && r->page.kind <= MENTION_LINK)
    r->page.kind = w->cite_kind;
}

static bool mention_page_walk(struct mention_reader *r) {
  struct html_walk walk;
  struct mention_walk w = {NULL, MENTION_NONE};
  const GumboNode *node;
  html_walk_start(&walk, &r->tree, r->tree.root);
  for (enum html_step s; (s = html_walk_next(&walk, &node)) != HTML_END;) {
    if (s == HTML_ENTER)
      mention_page_enter(r, &w, node);
    else if (s == HTML_LEAVE && node == w.cite)
      w.cite = NULL;
  }
  return !walk.failed;
}

/* The text of an element, without what would disturb others' pages. */
static enum err mention_page_text(
    struct mention_reader *r, const GumboNode *node, const char **out) {
  const char *text = "";
  struct buf plain = {0};
  enum err e = node ? html_query_text_of(r->arena, &r->tree, node, &text) : OK;
  if (e)
    return e;
  utf8_plain(&plain, text);
  const char *copy = plain.failed ? NULL : arena_strdup(r->arena, buf_text(&plain));
  buf_free(&plain);
  if (!copy)
    return ERR_NOMEM;
  *out = copy;
  return OK;
}

static enum err mention_page_fill(struct mention_reader *r) {
  struct mention_page *p = &r->page;
  const GumboNode *text = r->text ? r->text : r->summary;
  if (p->links && !p->kind)
    p->kind = MENTION_LINK;
  enum err e = mention_page_text(r, r->author, &p->author);
  /* A like has nothing to say but what it likes. */
  if (!e)
    e = mention_page_text(r,
        p->kind == MENTION_LIKE || p->kind == MENTION_REPOST ? NULL : text, &p->text);
  return e ? e : mention_page_text(r, r->title, &p->title);
}

enum err mention_page_read(struct arena *a, const char *html, size_t n, const char *url,
    const char *target, struct mention_page *out) {
  struct mention_reader r = {
      .arena = a, .url = url, .target = target, .target_size = strcspn(target, "#")};
  enum err e = html_parse(html, n, HTML_DOCUMENT, &r.tree);
  if (e)
    return e;
  e = mention_page_walk(&r) ? mention_page_fill(&r) : ERR_NOMEM;
  html_free(&r.tree);
  if (!e)
    *out = r.page;
  return e;
}
