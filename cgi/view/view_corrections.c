#include "view/view_corrections.h"

static void view_corrections_add_part(
    struct dict *place, const struct view_change_part *p) {
  static const char *const sections[] = {[VIEW_CHANGE_NONE] = "SAME",
      [VIEW_CHANGE_REMOVED] = "REMOVED",
      [VIEW_CHANGE_ADDED] = "ADDED"};
  dict_section_value(
      dict_section(place, "PART"), sections[p->change], "PART_TEXT", p->text);
}

/* Words that replace others follow them after a space, which readers of any direction
 * and with any style sheet see. */
static void view_corrections_add_place(
    struct dict *d, const struct view_change_place *place) {
  static const struct view_change_part space = {VIEW_CHANGE_NONE, " "};
  for (size_t i = 0; i < place->count; i++) {
    const struct view_change_part *p = &place->parts[i];
    if (i && p->change == VIEW_CHANGE_ADDED && p[-1].change == VIEW_CHANGE_REMOVED)
      view_corrections_add_part(d, &space);
    view_corrections_add_part(d, p);
  }
}

static void view_corrections_add(struct dict *d, const struct view_correction *c) {
  struct dict *item = dict_section(d, "CORRECTION");
  dict_set_int(item, "CORRECTION_ID", c->id);
  /* On the list of all, two may have the same. */
  dict_show(item, "ANCHORED", !c->article.url);
  dict_set(item, "ISO", c->at.iso);
  dict_set(item, "TEXT", c->at.text);
  dict_set(item, "NOTE", c->note);
  dict_section_value(item, "HAS_NOTE_LANG", "NOTE_LANG", c->lang);
  dict_section_value(item, "HAS_NOTE_DIR", "NOTE_DIR", c->dir);
  if (c->article.url) {
    struct dict *link = dict_section(item, "ARTICLE_LINK");
    dict_set(link, "ARTICLE_URL", c->article.url);
    dict_set(link, "TITLE", c->article.text);
  }
  struct dict *changes = c->place_count ? dict_section(item, "HAS_CHANGES") : NULL;
  for (size_t i = 0; i < c->place_count; i++)
    view_corrections_add_place(dict_section(changes, "PLACE"), &c->places[i]);
}

void view_corrections(struct dict *d, const struct view_corrections *c) {
  if (!c->count)
    return;
  struct dict *all = dict_section(d, "HAS_CORRECTIONS");
  for (size_t i = 0; i < c->count; i++)
    view_corrections_add(all, &c->items[i]);
  /* In the byline: the newest is the last. */
  struct dict *corrected = dict_section(d, "CORRECTED");
  dict_set(corrected, "ISO", c->items[c->count - 1].at.iso);
  dict_set(corrected, "TEXT", c->items[c->count - 1].at.text);
}

enum err view_corrections_page(
    const struct templates *t, const struct view_corrections_page *p, struct buf *out) {
  struct dict *d = dict_new();
  view_layout(d, &p->layout);
  dict_set(d, "HEADING", p->heading);
  dict_section_value(d, "EMPTY", "SENTENCE", p->empty);
  for (size_t i = 0; i < p->corrections.count; i++)
    view_corrections_add(d, &p->corrections.items[i]);
  view_layout_pager(d, &p->pager);
  enum err e = templates_render(t, "corrections_page.html", d, out);
  dict_free(d);
  return e;
}
