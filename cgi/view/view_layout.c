#include "view/view_layout.h"

void view_layout_links(
    struct dict *d, const char *section, const struct view_links *links) {
  for (size_t i = 0; i < links->count; i++) {
    const struct view_link *link = &links->items[i];
    struct dict *item = dict_section(d, section);
    dict_set(item, "TEXT", link->text);
    /* Templates mark the current page with aria-current. It stays a link. */
    dict_section_value(item, link->current ? "HERE" : "LINK", "URL", link->url);
    /* An item that is neither is the "..." between the numbers of a pager. */
    dict_show(item, "GAP", !link->current && !link->url);
  }
}

static void view_layout_pager_link(
    struct dict *d, const char *section, const struct view_link *link) {
  if (!link->url)
    return;
  struct dict *item = dict_section(d, section);
  dict_set(item, "URL", link->url);
  dict_set(item, "TEXT", link->text);
}

/* A pager of a single page would only link to itself. */
struct dict *view_layout_pager(struct dict *d, const struct view_pager *pager) {
  if (!pager->numbers.count)
    return NULL;
  struct dict *section = dict_section(d, "PAGER");
  view_layout_pager_link(section, "BEFORE", &pager->before);
  view_layout_links(section, "NUMBER", &pager->numbers);
  view_layout_pager_link(section, "AFTER", &pager->after);
  return section;
}

/* Without links the whole navigation is left out, so that no empty landmark remains. */
void view_layout_breadcrumbs(struct dict *d, const struct view_links *links) {
  if (links->count)
    view_layout_links(dict_section(d, "HAS_BREADCRUMBS"), "BREADCRUMB", links);
}

/* Open Graph metadata (https://ogp.me), for previews of links on other sites. Private
 * pages and errors have no address that others could link to. */
static void view_layout_add_social(struct dict *d, const struct view_layout *l) {
  /* The name ends in _HTML, so the template does not escape it: metadata.c has escaped
   * "<" in it already. */
  if (l->json_ld)
    dict_set(dict_section(d, "HAS_JSON_LD"), "JSON_LD_HTML", l->json_ld);
  if (!l->canonical)
    return;
  struct dict *social = dict_section(d, "SOCIAL");
  dict_set(social, "OG_TITLE", l->title ? l->title : l->site_title);
  dict_set(social, "OG_TYPE", l->published_iso ? "article" : "website");
  dict_set(social, "CARD", l->image_url ? "summary_large_image" : "summary");
  dict_section_value(social, "HAS_IMAGE", "IMAGE_URL", l->image_url);
  dict_show(social, "IS_SOCIAL_CARD", l->card_url != NULL);
  /* Not dict_section_value, which would set ISO in `social` twice: the second time
   * would appear in both places. */
  if (l->published_iso)
    dict_set(dict_section(social, "HAS_PUBLISHED"), "ISO", l->published_iso);
  if (l->updated_iso)
    dict_set(dict_section(social, "HAS_UPDATED"), "ISO", l->updated_iso);
}

void view_layout(struct dict *d, const struct view_layout *l) {
  dict_set(d, "LANG", l->lang);
  dict_set(d, "DIR", l->dir);
  dict_section_value(d, "HAS_SITE_LANG", "SITE_LANG", l->site_lang);
  dict_set(d, "SITE_TITLE", l->site_title);
  dict_section_value(d, "HAS_LOGO", "LOGO_URL", l->logo_url);
  dict_section_value(d, "HAS_TAGLINE", "TAGLINE", l->tagline);
  dict_section_value(d, "HAS_TITLE", "DOCUMENT_TITLE", l->title);
  dict_section_value(d, "HAS_DESCRIPTION", "DESCRIPTION", l->description);
  dict_section_value(d, "HAS_CANONICAL", "CANONICAL", l->canonical);
  dict_section_value(d, "HAS_PREV", "PREV_URL", l->prev_url);
  dict_section_value(d, "HAS_NEXT", "NEXT_URL", l->next_url);
  view_layout_add_social(d, l);
  /* The first one is the default of feed readers (HTML, link type "alternate"): the
   * order is the caller's. */
  for (size_t i = 0; i < l->feed_count; i++) {
    struct dict *feed = dict_section(d, "FEED");
    dict_set(feed, "URL", l->feeds[i].url);
    dict_set(feed, "FEED_TYPE", l->feeds[i].type);
    dict_set(feed, "FEED_TITLE", l->feeds[i].title);
  }
  for (size_t i = 0; i < l->translation_count; i++) {
    struct dict *translation = dict_section(d, "ALTERNATE");
    dict_set(translation, "HREFLANG", l->translations[i].lang);
    dict_set(translation, "URL", l->translations[i].url);
    dict_show(translation, "FOR_ANY", l->translations[i].any);
  }
  dict_section_value(d, "HAS_FEED", "FEED_URL", l->feed_url);
  dict_section_value(d, "HAS_ICON", "ICON_URL", l->icon_url);
  dict_section_value(d, "HAS_WEBMENTION", "WEBMENTION_URL", l->webmention_url);
  dict_set(d, "STYLE_URL", l->style_url);
  if (l->refresh)
    dict_set_int(dict_section(d, "REFRESH"), "REFRESH_SECONDS", l->refresh);
  dict_show(d, "NOINDEX", l->noindex);
  /* The search page has a search form of its own, in its content. */
  dict_show(d, "SEARCH", !l->has_search);
  /* ctemplate has no "else". */
  dict_show(d, l->home ? "IS_HOME" : "NOT_HOME", 1);
  if (l->menu.count)
    view_layout_links(dict_section(d, "HAS_MENU"), "MENU_ITEM", &l->menu);
  if (l->categories.count)
    view_layout_links(dict_section(d, "HAS_TOPICS"), "TOPIC", &l->categories);
}
