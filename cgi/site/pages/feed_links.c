#include "site/pages/feed_links.h"

#include <string.h>

#include "view/messages.h"

const char *feed_links_type(enum feed_format format) {
  static const char *const types[] = {
      [FEED_RSS] = "application/rss+xml",
      [FEED_ATOM] = "application/atom+xml",
      [FEED_JSON] = "application/feed+json",
  };
  return types[format];
}

/* `title` may be the result of an allocation that failed. */
static enum err feed_links_add(struct arena *a, const char *head,
    enum feed_format format, const char *title, struct view_feed_link *out) {
  *out = (struct view_feed_link){
      feed_path_make(a, head, format), feed_links_type(format), title};
  return out->url && title ? OK : ERR_NOMEM;
}

/* The feeds of the site on every page, then those of the list or article. A page
 * without feeds of its own has the feed of all comments instead. */
enum err feed_links_fill(struct site *site, struct arena *a, const char *head,
    const char *title, struct view_layout *out) {
  struct view_feed_link *links =
      /* The feeds of the site, and either those of the page or that of all comments. */
      arena_array(a, (size_t)2 * FEED_FORMATS + 1, sizeof *links);
  const struct settings *c = &site->settings;
  size_t n = 0;
  enum err e = links ? OK : ERR_NOMEM;
  for (int i = 0; !e && i < FEED_FORMATS; i++)
    e = feed_links_add(a, "/", (enum feed_format)i, c->title, &links[n++]);
  for (int i = 0; !e && head && strcmp(head, "/") != 0 && i < FEED_FORMATS; i++)
    e = feed_links_add(a, head, (enum feed_format)i, title, &links[n++]);
  if (!e && !head)
    e = feed_links_add(a, FEED_PATH_COMMENTS, FEED_RSS,
        message_format(a, c->language, MESSAGE_feed_comments, "TITLE", c->title, NULL),
        &links[n++]);
  if (e)
    return e;
  out->feeds = links;
  out->feed_count = n;
  return OK;
}

enum err feed_links_append(
    struct arena *a, const char *head, const char *title, struct view_layout *out) {
  size_t n = out->feed_count;
  struct view_feed_link *links = arena_array(a, n + FEED_FORMATS, sizeof *links);
  enum err e = links ? OK : ERR_NOMEM;
  if (!e && n)
    memcpy(links, out->feeds, n * sizeof *links);
  for (int i = 0; !e && i < FEED_FORMATS; i++)
    e = feed_links_add(a, head, (enum feed_format)i, title, &links[n++]);
  if (e)
    return e;
  out->feeds = links;
  out->feed_count = n;
  return OK;
}
