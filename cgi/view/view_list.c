#include "view/view_list.h"

enum err view_list_page(
    const struct templates *t, const struct view_list_page *p, struct buf *out) {
  struct dict *d = dict_new();
  view_layout(d, &p->layout);
  /* The first page of the home list has no heading: the name of the site above it is
   * one. */
  if (p->heading) {
    struct dict *heading = dict_section(d, "HEADED");
    dict_set(heading, "HEADING", p->heading);
    dict_section_value(heading, "NOTED", "NOTE", p->note);
    view_layout_breadcrumbs(heading, &p->breadcrumbs);
  }
  for (size_t i = 0; i < p->article_count; i++)
    view_card(dict_section(d, "ARTICLE"), &p->articles[i]);
  dict_section_value(d, "EMPTY", "SENTENCE", p->empty);
  view_layout_pager(d, &p->pager);
  enum err e = templates_render(t, "list.html", d, out);
  dict_free(d);
  return e;
}
