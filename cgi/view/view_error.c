#include "view/view_error.h"

static void view_error_add_again(struct dict *d, const struct view_again *again) {
  if (!again->action)
    return;
  struct dict *section = dict_section(d, "AGAIN");
  dict_set(section, "AGAIN_URL", again->action);
  for (size_t i = 0; i < again->count; i++) {
    struct dict *field = dict_section(section, "AGAIN_FIELD");
    dict_set(field, "AGAIN_NAME", again->fields[i].name);
    dict_set(field, "AGAIN_VALUE", again->fields[i].value);
  }
}

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
  /* The form has the text as well. Templates that were made before it was on this page
   * show the text alone. */
  dict_show(d, "KEPT_ALONE", !p->form);
  const struct view_comments comments = {.form = p->form};
  view_comments(d, &comments);
  view_error_add_again(d, &p->again);
  enum err e = templates_render(t, "error.html", d, out);
  dict_free(d);
  return e;
}
