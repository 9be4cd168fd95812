#include "site/pages/article_live.h"

#include "base/clock.h"
#include "base/number_text.h"
#include "base/utf8.h"
#include "markup/html/excerpt.h"
#include "markup/html/html_embed.h"
#include "markup/html/html_scrollable.h"
#include "site/core/article_link.h"
#include "site/core/picture_markup.h"
#include "site/pages/feed_links.h"
#include "site/pages/metadata_live.h"
#include "view/messages.h"

/* Metadata repeats the beginnings of the texts. The headings in an update are below its
 * own, which is an h3. */
#define EDITED_LATER (60 * CLOCK_SECOND)
enum { HEADLINE_CHARACTERS = 100, SUMMARY_CHARACTERS = 300, TOP_HEADING = 4 };

const char *article_live_id(struct arena *a, int64_t number) {
  char text[NUMBER_TEXT];
  return arena_join(a, "update-", number_text(number, 1, text), NULL);
}

enum err article_live_text(
    struct arena *a, const struct live_update *u, size_t characters, const char **out) {
  struct buf text = {0}, plain = {0};
  enum err e = excerpt_from_html(u->html, characters, &text);
  if (!e)
    utf8_plain(&plain, buf_text(&text));
  if (!e)
    e = buf_status(&plain);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&plain));
  buf_free(&text);
  buf_free(&plain);
  if (!e && !copy)
    e = ERR_NOMEM;
  if (!e)
    *out = copy;
  return e;
}

static enum err article_live_time(
    struct arena *a, const char *lang, int64_t t, struct view_time *out) {
  char iso[CLOCK_ISO];
  if (!t)
    return OK;
  clock_iso(t, iso);
  out->iso = arena_strdup(a, iso);
  out->text = message_day_time(a, lang, t);
  return out->iso && out->text ? OK : ERR_NOMEM;
}

/* The steps of article_body.c, without links to headings: an update has a link of its
 * own. */
static enum err article_live_html(struct site *site, struct arena *a,
    const struct live_update *u, const char *id, const char **out) {
  const char *prefix = arena_join(a, id, "-", NULL);
  const char *table = message_get(site->settings.language, MESSAGE_table);
  enum err e =
      prefix ? html_embed(a, u->rich ? u->rich : u->html, prefix, TOP_HEADING, out)
             : ERR_NOMEM;
  if (!e)
    e = html_scrollable(a, *out, table, out);
  return e ? e : picture_markup(site, a, *out, out);
}

/* The day is said once, above all updates of that day that follow each other. `before`
 * is the update above, or NULL. */
static enum err article_live_shorten(struct arena *a, const struct live_update *before,
    const struct live_update *u, struct view_time *out) {
  struct civil then, now;
  if (!before || clock_civil(before->at, &then) || clock_civil(u->at, &now) ||
      then.year != now.year || then.month != now.month || then.day != now.day)
    return OK;
  out->text = message_time(a, u->at);
  return out->text ? OK : ERR_NOMEM;
}

static enum err article_live_update(struct site *site, struct arena *a,
    const struct live_update *u, struct view_update *out) {
  const char *lang = site->settings.language;
  /* A correction at once is part of writing it. */
  bool is_edited = u->edited_at >= u->at + EDITED_LATER;
  out->id = article_live_id(a, u->number);
  out->number = u->number;
  out->title = u->title;
  enum err e = out->id ? article_live_html(site, a, u, out->id, &out->html) : ERR_NOMEM;
  if (!e)
    e = article_live_time(a, lang, u->at, &out->published);
  return e || !is_edited ? e : article_live_time(a, lang, u->edited_at, &out->edited);
}

/* Only for those in the metadata: parsing the HTML of all of them takes a while. */
static enum err article_live_describe(struct arena *a,
    const struct live_update *updates, size_t n, bool newest_first,
    struct view_update *items) {
  size_t most = n < METADATA_LIVE_MOST ? n : METADATA_LIVE_MOST;
  size_t first = newest_first ? 0 : n - most;
  enum err e = OK;
  for (size_t i = first; !e && i < first + most; i++) {
    e = article_live_text(a, &updates[i], HEADLINE_CHARACTERS, &items[i].headline);
    if (!e)
      e = article_live_text(a, &updates[i], SUMMARY_CHARACTERS, &items[i].summary);
  }
  return e;
}

static enum err article_live_updates(struct site *site, struct arena *a,
    const struct article *r, struct view_live *out) {
  struct live_update *updates = NULL;
  size_t n = 0;
  enum err e = live_update_list(site->db, a, r->id, out->newest_first, &updates, &n);
  struct view_update *items = e ? NULL : arena_array(a, n + 1, sizeof *items);
  if (!items)
    return e ? e : ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++)
    e = article_live_update(site, a, &updates[i], &items[i]);
  if (!e)
    e = article_live_describe(a, updates, n, out->newest_first, items);
  for (size_t i = 1; !e && i < n; i++)
    e = article_live_shorten(a, &updates[i - 1], &updates[i], &items[i].published);
  out->updates = items;
  out->count = n;
  if (e || !n)
    return e;
  size_t last = out->newest_first ? 0 : n - 1;
  out->last_url = arena_join(a, "#", items[last].id, NULL);
  if (!out->last_url)
    return ERR_NOMEM;
  return article_live_time(a, site->settings.language, updates[last].at, &out->last);
}

static enum err article_live_feeds(struct site *site, struct arena *a,
    const struct article *r, struct view_article_page *v) {
  const char *head = arena_join(a, v->article.url, ARTICLE_LIVE_PATH, NULL);
  const char *name = article_link_text(site, a, r);
  const char *title = name ? message_format(a, site->settings.language,
                                 MESSAGE_feed_live, "NAME", name, NULL)
                           : NULL;
  return head ? feed_links_append(a, head, title, &v->layout) : ERR_NOMEM;
}

enum err article_live_fill(struct site *site, struct arena *a, const struct article *r,
    struct view_article_page *v) {
  const char *lang = site->settings.language;
  struct view_live *out = &v->live;
  struct live live;
  enum err e = live_read(site->db, r->id, &out->exists, &live);
  if (e || !out->exists)
    return e;
  out->newest_first = live.newest_first;
  out->ended = live.ended_at != 0;
  e = article_live_time(a, lang, live.started_at, &out->started);
  if (!e)
    e = article_live_time(a, lang, live.ended_at, &out->until);
  struct view_time changed = {0};
  if (!e && r->updated_at > r->published_at)
    e = article_live_time(a, lang, r->updated_at, &changed);
  out->modified_iso = changed.iso;
  if (!e)
    e = article_live_updates(site, a, r, out);
  if (e || r->status != ARTICLE_PUBLISH)
    return e;
  /* On a page for one reader, who may be writing a comment, it would repeat a form or
   * lose it. */
  if (!v->layout.noindex && !out->ended)
    v->layout.refresh = live.refresh;
  return article_live_feeds(site, a, r, v);
}
