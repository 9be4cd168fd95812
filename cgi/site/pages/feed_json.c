/* In the format strings of jansson, "s*" and "o*" leave out a member whose value is
 * NULL, and "o" takes over the reference. A NULL anywhere else makes json_pack return
 * NULL: so each function checks its final result only. */
#include "site/pages/feed_json.h"

#include <jansson.h>
#include <stdlib.h>

/* NULL without terms, so that the member is left out. */
static json_t *feed_json_tags(const struct view_links *terms) {
  json_t *list = terms->count ? json_array() : NULL;
  for (size_t i = 0; i < terms->count; i++)
    json_array_append_new(list, json_string(terms->items[i].text));
  return list;
}

static json_t *feed_json_item(const struct view_entry *e) {
  json_t *out = json_pack(
      "{s:s, s:s, s:s, s:s, s:s, s:[{s:s}], s:s*, s:s*, s:s*, s:s*, s:o*}", "id", e->id,
      "url", e->url, "title", e->title, "date_published", e->published_iso,
      "date_modified", e->updated_iso, "authors", "name", e->author, "summary",
      e->content_html ? e->summary : NULL, "content_html", e->content_html, "image",
      e->image_url, "language", e->lang, "tags", feed_json_tags(&e->terms));
  /* An item must have content_html or content_text. */
  if (out && !e->content_html)
    json_object_set_new(out, "content_text", json_string(e->summary ? e->summary : ""));
  return out;
}

enum err feed_json(const struct view_feed *f, struct buf *out) {
  json_t *items = json_array();
  for (size_t i = 0; i < f->entry_count; i++)
    /* It fails for NULL as well: an item that could not be made is noticed here. */
    if (json_array_append_new(items, feed_json_item(&f->entries[i])) != 0) {
      json_decref(items);
      return ERR_NOMEM;
    }
  json_t *hubs = f->hub_url
                     ? json_pack("[{s:s, s:s}]", "type", "WebSub", "url", f->hub_url)
                     : NULL;
  json_t *feed = json_pack("{s:s, s:s, s:s*, s:s, s:s, s:s, s:o*, s:o}", "version",
      "https://jsonfeed.org/version/1.1", "title", f->title, "description", f->subtitle,
      "home_page_url", f->home_url, "feed_url", f->url, "language", f->lang, "hubs",
      hubs, "items", items);
  char *text = feed ? json_dumps(feed, JSON_COMPACT) : NULL;
  json_decref(feed);
  if (!text)
    return ERR_NOMEM;
  buf_puts(out, text);
  free(text);
  return buf_status(out);
}
