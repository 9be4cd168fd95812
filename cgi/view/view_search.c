#include "view/view_search.h"

/* One dictionary per piece: MARKED and PLAIN alternate, and their order must be kept,
 * which two separate sections would lose. */
static void view_search_add_marked(
    struct dict *d, const char *section, const struct view_marked *m) {
  for (size_t i = 0; i < m->count; i++)
    dict_section_value(dict_section(d, section),
        m->pieces[i].marked ? "MARKED" : "PLAIN", "TEXT", m->pieces[i].text);
}

enum err view_search_page(
    const struct templates *t, const struct view_search_page *p, struct buf *out) {
  struct dict *d = dict_new();
  view_layout(d, &p->layout);
  dict_set(d, "HEADING", p->heading);
  dict_set(d, "QUERY", p->query);
  dict_section_value(d, "SAID", "SENTENCE", p->sentence);
  dict_section_value(d, "NOTED", "NOTE", p->note);
  for (size_t i = 0; i < p->hit_count; i++) {
    struct dict *hit = dict_section(d, "HIT");
    /* The same head as on a list. The pieces replace its title and its excerpt. */
    view_card(hit, &p->hits[i].article);
    dict_show(hit, "IS_POST", !p->hits[i].is_page);
    view_search_add_marked(hit, "TITLE_PIECE", &p->hits[i].title);
    view_search_add_marked(hit, "TEXT_PIECE", &p->hits[i].text);
  }
  /* Results are ordered by score, so the page before is "better" and not "newer". */
  if (p->better_url || p->more_url) {
    struct dict *pager = dict_section(d, "PAGER");
    dict_section_value(pager, "BETTER", "BETTER_URL", p->better_url);
    dict_section_value(pager, "MORE", "MORE_URL", p->more_url);
  }
  enum err e = templates_render(t, "search.html", d, out);
  dict_free(d);
  return e;
}
