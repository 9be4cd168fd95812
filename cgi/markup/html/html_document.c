/* The article in an HTML file is looked for from the most specific part to the least:
 * the only <article>, <main>, <body>. What is returned is the source between the tags,
 * and not the tree written again: the sanitiser parses it anyway, and the author's own
 * text is what an export should give back. */
#include "markup/html/html_document.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "markup/html/html_query.h"
#include "markup/html/html_tree.h"

struct reader {
  struct arena *arena;
  struct html_tree tree;
  const char *html;
  size_t n;
  struct html_document doc;
  const GumboNode *article, *main, *body, *h1;
  int articles;
  const char *og_description, *plain_date;
};

static void html_document_read_meta(struct reader *r, const GumboNode *meta) {
  const char *name = html_attribute(meta, "name");
  const char *content = html_attribute(meta, "content");
  const struct {
    const char *name, **to;
  } known[] = {
      {"description", &r->doc.description},
      {"og:description", &r->og_description},
      {"author", &r->doc.author},
      {"article:published_time", &r->doc.date},
      {"date", &r->plain_date},
      {"keywords", &r->doc.keywords},
  };
  /* The properties of Open Graph stand in `property` instead of `name`. */
  if (!name)
    name = html_attribute(meta, "property");
  if (!name || !content || !*content)
    return;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    /* The first of several elements with the same name counts. */
    if (strcasecmp(name, known[i].name) == 0 && !*known[i].to)
      *known[i].to = content;
}

static enum err html_document_read_element(struct reader *r, const GumboNode *node) {
  char name[HTML_NAME];
  html_name(node, name);
  /* An SVG picture may contain a <title> of its own. */
  if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return OK;
  if (strcmp(name, "title") == 0 && !r->doc.title)
    return html_query_text_of(r->arena, &r->tree, node, &r->doc.title);
  if (strcmp(name, "meta") == 0)
    html_document_read_meta(r, node);
  else if (strcmp(name, "article") == 0) {
    r->articles++;
    r->article = node;
  } else if (strcmp(name, "main") == 0 && !r->main)
    r->main = node;
  else if (strcmp(name, "body") == 0)
    r->body = node;
  else if (strcmp(name, "h1") == 0 && !r->h1)
    r->h1 = node;
  return OK;
}

static enum err html_document_read_tree(struct reader *r) {
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  enum err e = OK;
  /* The root is <html>, which gumbo creates even if the file has none. */
  r->doc.lang = html_attribute(r->tree.root, "lang");
  html_walk_start(&walk, &r->tree, r->tree.root);
  while (!e && (step = html_walk_next(&walk, &node)) != HTML_END)
    if (step == HTML_ENTER)
      e = html_document_read_element(r, node);
  if (!e && walk.failed)
    e = ERR_NOMEM;
  /* The text for search engines is preferred to that for social networks. */
  if (!r->doc.description)
    r->doc.description = r->og_description;
  if (!r->doc.date)
    r->doc.date = r->plain_date;
  return e;
}

static const GumboNode *html_document_best_part(const struct reader *r) {
  /* Several <article> elements make a list, of which none is the main text. */
  return r->articles == 1 ? r->article : r->main ? r->main : r->body;
}

/* The position of a node in the source; NULL for a node that the parser made up. */
static const char *html_document_source_start(const GumboNode *node) {
  if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
    return node->v.element.original_tag.data;
  return node->v.text.original_text.data;
}

/* The source between the tags of an element, as offsets. */
static void html_document_inside(
    const struct reader *r, const GumboNode *node, size_t *from, size_t *to) {
  const GumboElement *e = &node->v.element;
  /* The end of the file is also the mark that no start is known yet. */
  *from = *to = r->n;
  if (e->original_tag.length)
    *from = (size_t)(e->original_tag.data + e->original_tag.length - r->html);
  /* Without a tag in the source, the element begins with its first child that has one.
   * Gumbo adds <body> itself where it is missing. */
  for (unsigned i = 0; i < e->children.length && *from == r->n; i++) {
    const char *start = html_document_source_start(e->children.data[i]);
    if (start)
      *from = (size_t)(start - r->html);
  }
  if (e->original_end_tag.length)
    *to = (size_t)(e->original_end_tag.data - r->html);
  /* The end of a <body> without an end tag is the end of the file. */
  else if (e->original_tag.length && node != r->body && e->end_pos.offset >= *from)
    *to = e->end_pos.offset;
  /* Positions of badly nested elements may be out of order. */
  if (*to > r->n || *to < *from)
    *to = r->n;
}

/* Copies the source from `from` to `to` without the first heading, if that repeats the
 * title and lies inside. */
static enum err html_document_copy_body(
    struct reader *r, const char *title, size_t from, size_t to) {
  size_t cut = to, resume = to;
  const char *heading = NULL;
  enum err e = r->h1 ? html_query_text_of(r->arena, &r->tree, r->h1, &heading) : OK;
  if (e)
    return e;
  if (!r->doc.title)
    r->doc.title = heading;
  /* The page shows the title above the text, so that this heading would show it
   * twice. */
  if (heading && strcmp(heading, title ? title : r->doc.title) == 0) {
    const GumboElement *h1 = &r->h1->v.element;
    size_t start = (size_t)(h1->original_tag.data - r->html);
    size_t end = (size_t)(h1->original_end_tag.data - r->html);
    /* Both tags must be in the source and inside the part, or the cut would remove
     * something else. */
    if (h1->original_tag.length && h1->original_end_tag.length && start >= from &&
        end + h1->original_end_tag.length <= to) {
      cut = start;
      resume = end + h1->original_end_tag.length;
    }
  }
  char *body = arena_alloc(r->arena, to - from + 1);
  if (!body)
    return ERR_NOMEM;
  memcpy(body, r->html + from, cut - from);
  memcpy(body + (cut - from), r->html + resume, to - resume);
  r->doc.body_size = cut - from + to - resume;
  body[r->doc.body_size] = '\0';
  r->doc.body = body;
  return OK;
}

/* Attribute values live in the tree: they are copied to the caller's arena before it is
 * freed. */
static enum err html_document_keep(struct reader *r) {
  const char **all[] = {&r->doc.lang, &r->doc.description, &r->doc.author, &r->doc.date,
      &r->doc.keywords};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    /* An empty attribute says as little as a missing one. */
    if (*all[i] && !**all[i])
      *all[i] = NULL;
    if (*all[i] && !(*all[i] = arena_strdup(r->arena, *all[i])))
      return ERR_NOMEM;
  }
  return OK;
}

enum err html_document_read(struct arena *a, const char *html, size_t n,
    const char *title, struct html_document *out) {
  struct reader r = {.arena = a, .html = html, .n = n};
  size_t from = 0, to = n;
  /* Gumbo replaces bytes that are not UTF-8, which would hide the error, and the
   * offsets of its nodes are used as those of the source. */
  if (!utf8_is_valid(html, n))
    return ERR_SYNTAX;
  enum err e = html_parse(html, n, HTML_DOCUMENT, &r.tree);
  if (e)
    return e;
  e = html_document_read_tree(&r);
  const GumboNode *best = html_document_best_part(&r);
  if (!e && best)
    html_document_inside(&r, best, &from, &to);
  if (!e)
    e = html_document_copy_body(&r, title, from, to);
  if (!e)
    e = html_document_keep(&r);
  if (!e)
    *out = r.doc;
  html_free(&r.tree);
  return e;
}
