#include "view/view_person.h"

enum err view_person_page(
    const struct templates *t, const struct view_person_page *p, struct buf *out) {
  struct dict *d = dict_new();
  view_layout(d, &p->layout);
  dict_set(d, "ACTION", p->action);
  dict_section_value(d, "PROOF", "TOKEN", p->token);
  dict_section_value(d, "DONE", "SENTENCE", p->done);
  dict_section_value(d, "FAULT", "ERROR", p->fault);
  dict_show(d, "FORM", p->stage != VIEW_PERSON_DONE);
  dict_show(d, "ASK", p->stage == VIEW_PERSON_ASK);
  dict_show(d, "COPY", p->stage == VIEW_PERSON_COPY);
  dict_show(d, "ERASE", p->stage == VIEW_PERSON_ERASE);
  enum err e = templates_render(t, "person.html", d, out);
  dict_free(d);
  return e;
}
