#include "site/pages/layout.h"

#include <string.h>

#include "site/core/feed_path.h"
#include "site/pages/feed_links.h"
#include "site/pages/layout_cache.h"
#include "view/messages.h"

/* Copies the menu, which all pages share, and marks the current page in the copy. Both
 * paths are percent-encoded by the same function, so comparing their bytes is
 * enough. */
static enum err layout_mark_menu(struct arena *a, const struct view_links *menu,
    const char *path, struct view_links *out) {
  struct view_link *links = arena_array(a, menu->count + 1, sizeof *links);
  if (!links)
    return ERR_NOMEM;
  for (size_t i = 0; i < menu->count; i++) {
    links[i] = menu->items[i];
    links[i].current = path && strcmp(links[i].url, path) == 0;
  }
  *out = (struct view_links){links, menu->count};
  return OK;
}

/* Does not use the database, so that an error page has a layout when that is the
 * error. */
void layout_fill_static(const struct site *site, struct view_layout *out) {
  const struct settings *c = &site->settings;
  *out = (struct view_layout){
      .lang = message_language(c->language),
      .dir = message_direction(message_language(c->language)),
      /* Without a catalogue for the site's language, the interface is in English, and
       * texts by the author are marked as being in another language. */
      .site_lang = message_has(c->language) ? NULL : c->language,
      .site_title = c->title,
      .tagline = c->tagline,
      .style_url = assets_url(site->assets, "style.css"),
      .icon_url = assets_url(site->assets, "icon.svg"),
      .logo_url = c->theme.logo,
  };
}

enum err layout_fill(
    struct site *site, struct arena *a, const char *path, struct view_layout *out) {
  struct view_layout layout;
  struct view_links menu = {0};
  layout_fill_static(site, &layout);
  enum err e = layout_cache_get(site, &menu, &layout.categories);
  if (!e)
    e = layout_mark_menu(a, &menu, path, &layout.menu);
  if (!e)
    e = feed_links_fill(site, a, NULL, NULL, &layout);
  if (!e && !(layout.feed_url = feed_path_make(a, "/", FEED_RSS)))
    e = ERR_NOMEM;
  if (!e)
    *out = layout;
  return e;
}
