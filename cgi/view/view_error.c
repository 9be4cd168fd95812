#include "view/view_error.h"

enum err view_error_page(
    const struct templates *t, const struct view_error_page *p, struct buf *out) {
  struct dict *d = dict_new();
  view_layout(d, &p->layout);
  dict_set_int(d, "STATUS", p->status);
  dict_set(d, "HEADING", p->heading);
  dict_set(d, "MESSAGE", p->message);
  /* The form in the footer is left out then (view_layout): one page has one search
   * form. */
  if (p->layout.has_search)
    dict_set(dict_section(d, "NOT_FOUND"), "QUERY", p->query);
  /* Sites' own templates use the name NEAR, so it stays although the rest of the
   * program says "suggestions". */
  if (p->suggestions.count)
    view_layout_links(dict_section(d, "HAS_NEAR"), "NEAR", &p->suggestions);
  dict_section_value(d, "INCIDENT", "NUMBER", p->incident);
  /* What the reader wrote comes back even if the database is gone. */
  dict_section_value(d, "KEPT", "KEPT_TEXT", p->kept_comment);
  enum err e = templates_render(t, "error.html", d, out);
  dict_free(d);
  return e;
}
