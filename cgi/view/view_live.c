#include "view/view_live.h"

static void view_live_add_time(
    struct dict *d, const char *section, const struct view_time *time) {
  if (!time->iso)
    return;
  struct dict *t = dict_section(d, section);
  dict_set(t, "ISO", time->iso);
  dict_set(t, "TEXT", time->text);
}

void view_live(struct dict *d, const struct view_live *live) {
  if (!live->exists)
    return;
  struct dict *section = dict_section(d, "LIVE");
  dict_show(section, live->ended ? "LIVE_OVER" : "LIVE_NOW", 1);
  if (live->last.iso) {
    struct dict *last = dict_section(section, "LAST_UPDATE");
    dict_set(last, "URL", live->last_url);
    dict_set(last, "ISO", live->last.iso);
    dict_set(last, "TEXT", live->last.text);
  }
  for (size_t i = 0; i < live->count; i++) {
    const struct view_update *u = &live->updates[i];
    struct dict *update = dict_section(section, "UPDATE");
    dict_set_int(update, "UPDATE_NUMBER", u->number);
    dict_set(update, "ISO", u->published.iso);
    dict_set(update, "TIME", u->published.text);
    dict_section_value(update, "TITLED", "UPDATE_TITLE", *u->title ? u->title : NULL);
    view_live_add_time(update, "UPDATE_EDITED", &u->edited);
    dict_set(update, "UPDATE_HTML", u->html);
  }
}
