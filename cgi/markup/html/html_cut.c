/* The source is cut, and not written again from the tree: the sanitiser parses it
 * anyway, and what nothing was changed in stays byte for byte. */
#include "markup/html/html_cut.h"

#include <string.h>

#include "base/buf.h"

struct html_cut_part {
  size_t from, to;
  const char *instead;
};

/* End of the start tag, and of the content; false without a tag in the source. */
static bool html_cut_tags(
    const struct html_cut *c, const GumboNode *node, size_t *from, size_t *to) {
  if (node->type != GUMBO_NODE_ELEMENT || !node->v.element.original_tag.length)
    return false;
  const GumboElement *e = &node->v.element;
  *from = (size_t)(e->original_tag.data - c->html) + e->original_tag.length;
  *to = e->original_end_tag.length ? (size_t)(e->original_end_tag.data - c->html)
                                   : e->end_pos.offset;
  /* A void element ends with its tag; positions of badly nested ones may be out of
   * order. */
  if (*to < *from)
    *to = *from;
  return *from <= c->n && *to <= c->n;
}

void html_cut_inside(
    const struct html_cut *c, const GumboNode *element, size_t *from, size_t *to) {
  if (!html_cut_tags(c, element, from, to))
    *from = *to = 0;
}

static enum err html_cut_part(
    struct html_cut *c, size_t from, size_t to, const char *instead) {
  struct html_cut_part *parts =
      arena_grow(c->arena, c->parts, c->count, &c->cap, sizeof *parts);
  if (!parts)
    return ERR_NOMEM;
  c->parts = parts;
  parts[c->count++] = (struct html_cut_part){from, to, instead};
  return OK;
}

enum err html_cut_add(
    struct html_cut *c, const GumboNode *element, const char *instead) {
  size_t from, to;
  if (!html_cut_tags(c, element, &from, &to))
    return OK;
  return html_cut_part(c, from - element->v.element.original_tag.length,
      to + element->v.element.original_end_tag.length, instead);
}

enum err html_cut_start_tag(
    struct html_cut *c, const GumboNode *element, const char *instead) {
  size_t from, to;
  if (!html_cut_tags(c, element, &from, &to))
    return OK;
  return html_cut_part(c, from - element->v.element.original_tag.length, from, instead);
}

enum err html_cut_end_tag(struct html_cut *c, const GumboNode *element) {
  size_t from, to;
  size_t n = element->v.element.original_end_tag.length;
  /* Without an end tag there is nothing to remove. */
  return n && html_cut_tags(c, element, &from, &to) ? html_cut_part(c, to, to + n, "")
                                                    : OK;
}

char *html_cut_apply(const struct html_cut *c, size_t from, size_t to) {
  struct buf out = {0};
  for (size_t i = 0; i < c->count; i++) {
    const struct html_cut_part *p = &c->parts[i];
    /* What the parser has moved out of a table comes later than its source. */
    if (p->from < from || p->to > to)
      continue;
    buf_add(&out, c->html + from, p->from - from);
    buf_puts(&out, p->instead);
    from = p->to;
  }
  if (from < to)
    buf_add(&out, c->html + from, to - from);
  char *copy = buf_status(&out) ? NULL : arena_strdup(c->arena, buf_text(&out));
  buf_free(&out);
  return copy;
}
