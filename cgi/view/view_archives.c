#include "view/view_archives.h"

static void view_archives_add_years(
    struct dict *d, const struct view_archives_page *p) {
  /* One year needs no links to others. */
  if (p->year_count < 2)
    return;
  struct dict *years = dict_section(d, "YEARS");
  for (size_t i = 0; i < p->year_count; i++) {
    const struct view_archives_year *year = &p->years[i];
    struct dict *item = dict_section(years, "YEAR_ITEM");
    dict_set(item, "TEXT", year->name);
    dict_set(item, "COUNT", year->count);
    dict_section_value(item, year->current ? "HERE" : "LINK", "URL", year->url);
  }
}

/* A month without entries is too long to be listed: its name and count remain, with a
 * link. */
static void view_archives_add_month(
    struct dict *d, const struct view_archives_month *m) {
  struct dict *month = dict_section(d, "MONTH");
  dict_set(month, "MONTH_NAME", m->name);
  dict_set(month, "MONTH_URL", m->url);
  dict_set(month, "MONTH_COUNT", m->count);
  if (!m->entry_count)
    return;
  struct dict *list = dict_section(month, "LISTED");
  for (size_t i = 0; i < m->entry_count; i++) {
    struct dict *entry = dict_section(list, "ENTRY");
    dict_set(entry, "ISO", m->entries[i].published.iso);
    dict_set(entry, "DAY", m->entries[i].published.text);
    dict_set(entry, "URL", m->entries[i].url);
    dict_set(entry, "TITLE", m->entries[i].title);
  }
}

enum err view_archives_page(
    const struct templates *t, const struct view_archives_page *p, struct buf *out) {
  struct dict *d = dict_new();
  view_layout(d, &p->layout);
  dict_set(d, "HEADING", p->heading);
  dict_section_value(d, "EMPTY", "SENTENCE", p->empty);
  view_archives_add_years(d, p);
  /* NULL for an empty blog, which has no year to show. */
  if (p->year) {
    struct dict *year = dict_section(d, "YEAR");
    dict_set(year, "YEAR_NAME", p->year);
    dict_set(year, "YEAR_URL", p->year_url);
    dict_set(year, "YEAR_COUNT", p->year_note);
    for (size_t i = 0; i < p->month_count; i++)
      view_archives_add_month(year, &p->months[i]);
  }
  enum err e = templates_render(t, "archives.html", d, out);
  dict_free(d);
  return e;
}
