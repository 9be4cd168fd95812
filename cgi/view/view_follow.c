#include "view/view_follow.h"

static void view_follow_add(struct dict *d, const struct view_follow *f) {
  struct dict *item = dict_section(d, "FOLLOW");
  dict_set_int(item, "ID", f->id);
  dict_show(item, "ALL", f->is_all);
  dict_show(item, "REPLIES", !f->is_all);
  dict_show(item, "WAITS", f->waits);
  dict_section_value(item, "LINK", "URL", f->where.url);
  dict_show(item, "PLAIN", !f->where.url);
  dict_set(item, "TEXT", f->where.text);
  dict_set(item, "STOP_LABEL", f->stop_label);
}

enum err view_follow_page(
    const struct templates *t, const struct view_follow_page *p, struct buf *out) {
  struct dict *d = dict_new();
  bool waits = false;
  view_layout(d, &p->layout);
  dict_set(d, "ACTION", p->action);
  dict_set(d, "TOKEN", p->token);
  dict_section_value(d, "DONE", "SENTENCE", p->done);
  for (size_t i = 0; i < p->count; i++) {
    waits |= p->items[i].waits;
    view_follow_add(d, &p->items[i]);
  }
  dict_show(d, "CONFIRM", waits);
  dict_show(d, "SOME", p->count > 0);
  dict_show(d, "NONE", !p->count && !p->is_refused);
  dict_show(d, "REFUSED", p->is_refused);
  dict_show(d, "TAKES_MAIL", !p->is_refused);
  enum err e = templates_render(t, "follow.html", d, out);
  dict_free(d);
  return e;
}
