/* Cuts elements out of the source of an HTML text and leaves the rest as its author
 * wrote it. */
#ifndef MARKUP_HTML_HTML_CUT_H
#define MARKUP_HTML_HTML_CUT_H

#include "markup/html/html_tree.h"

/* Initialise with the arena, the source and its size, from which the tree was
 * parsed. */
struct html_cut {
  struct arena *arena;
  const char *html;
  size_t n;
  struct html_cut_part *parts;
  size_t count, cap;
};

/* Stores the source between the tags of an element as offsets. An element without tags
 * in the source is empty. */
void html_cut_inside(
    const struct html_cut *c, const GumboNode *element, size_t *from, size_t *to);

/* Marks an element to be replaced by `instead`, "" to remove it. Call it in the order
 * of the source, and not for an element inside of another one that was marked. An
 * element that the parser made up is ignored. ERR_NOMEM. */
enum err html_cut_add(
    struct html_cut *c, const GumboNode *element, const char *instead) MUST_USE;

/* Marks only the start tag of an element to be replaced, or its end tag to be
 * removed. */
enum err html_cut_start_tag(
    struct html_cut *c, const GumboNode *element, const char *instead) MUST_USE;
enum err html_cut_end_tag(struct html_cut *c, const GumboNode *element) MUST_USE;

/* Returns the source from `from` to `to` without what was marked, in the arena; NULL
 * when out of memory. */
char *html_cut_apply(const struct html_cut *c, size_t from, size_t to);

#endif
