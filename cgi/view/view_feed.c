#include "view/view_feed.h"

static void view_feed_add_entry(struct dict *d, const struct view_entry *e) {
  dict_set(d, "ID", e->id);
  dict_set(d, "URL", e->url);
  dict_set(d, "TITLE", e->title);
  dict_set(d, "AUTHOR", e->author);
  /* Atom and JSON Feed use ISO 8601, RSS uses RFC 822. One view has both, so that the
   * templates decide on the format. */
  dict_set(d, "PUBLISHED", e->published_iso);
  dict_set(d, "PUBLISHED_RFC_822", e->published_rfc_822);
  dict_set(d, "UPDATED", e->updated_iso);
  dict_section_value(d, "HAS_LANG", "LANG", e->lang);
  dict_section_value(d, "HAS_SUMMARY", "SUMMARY", e->summary);
  dict_section_value(d, "HAS_CONTENT", "CONTENT", e->content_html);
  dict_section_value(d, "HAS_COMMENTS", "COMMENTS_URL", e->comments_url);
  for (size_t i = 0; i < e->translation_count; i++) {
    struct dict *translation = dict_section(d, "TRANSLATION");
    dict_set(translation, "HREFLANG", e->translations[i].lang);
    dict_set(translation, "TRANSLATION_URL", e->translations[i].url);
  }
  /* Only the texts are set: the links in `terms` have no address. */
  view_layout_links(d, "TERM", &e->terms);
}

enum err view_feed(const struct templates *t, const char *file,
    const struct view_feed *f, struct buf *out) {
  struct dict *d = dict_new();
  dict_set(d, "FEED_TITLE", f->title);
  dict_section_value(d, "HAS_SUBTITLE", "SUBTITLE", f->subtitle);
  dict_section_value(d, "HAS_HUB", "HUB_URL", f->hub_url);
  dict_set(d, "FEED_LANG", f->lang);
  dict_set(d, "FEED_ID", f->id);
  dict_set(d, "FEED_URL", f->url);
  dict_set(d, "HOME_URL", f->home_url);
  /* Atom requires the element "updated" even in an empty feed; RSS omits lastBuildDate
   * there. */
  dict_set(d, "FEED_UPDATED", f->updated_iso);
  dict_section_value(d, "HAS_UPDATED", "FEED_UPDATED_RFC_822", f->updated_rfc_822);
  for (size_t i = 0; i < f->entry_count; i++)
    view_feed_add_entry(dict_section(d, "ENTRY"), &f->entries[i]);
  enum err e = templates_render(t, file, d, out);
  dict_free(d);
  return e;
}
