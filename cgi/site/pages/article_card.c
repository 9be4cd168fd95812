#include "site/pages/article_card.h"

#include <string.h>

#include "base/clock.h"
#include "db/model/live.h"
#include "db/model/term.h"
#include "site/comments/comment_shared.h"
#include "site/core/permalink.h"
#include "site/pages/term_links.h"
#include "view/messages.h"

static enum err article_card_terms(
    struct site *site, struct arena *a, const struct article *r, struct view_card *v) {
  struct term *terms = NULL;
  size_t n = 0;
  enum err e = term_of_article(site->db, a, TERM_CATEGORY, r->id, &terms, &n);
  if (!e)
    e = term_links_make(a, "category", terms, n, &v->categories);
  if (!e)
    e = term_of_article(site->db, a, TERM_TAG, r->id, &terms, &n);
  return e ? e : term_links_make(a, "tag", terms, n, &v->tags);
}

/* Both forms are in the site's time zone; `iso` is for programs. */
static enum err article_card_time(
    struct arena *a, const char *lang, int64_t t, struct view_time *out) {
  char iso[CLOCK_ISO];
  clock_iso(t, iso);
  out->iso = arena_strdup(a, iso);
  out->text = message_day(a, lang, t);
  return out->iso && out->text ? OK : ERR_NOMEM;
}

/* A card without comments says nothing about them. */
static enum err article_card_comments(
    struct site *site, struct arena *a, const struct article *r, struct view_card *v) {
  int64_t n = r->comment_count;
  /* The row has the number of its own, which saves a query. */
  if (site->settings.shares_comments) {
    enum err e = comment_shared_count(site, a, r->id, &n);
    if (e)
      return e;
  }
  if (n)
    v->comments = message_count(a, site->settings.language, MESSAGE_comments_count, n);
  return !n || v->comments ? OK : ERR_NOMEM;
}

/* Whether updates are still expected. */
static enum err article_card_live(
    struct site *site, const struct article *r, struct view_card *v) {
  struct live live;
  bool found = false;
  enum err e = live_read(site->db, r->id, &found, &live);
  if (!e)
    v->live = found && !live.ended_at;
  return e;
}

enum err article_card_fill(struct site *site, struct arena *a, const struct article *r,
    struct view_card *out) {
  const char *lang = site->settings.language;
  struct view_card v = {
      .url = permalink_encode(a, r->permalink),
      .title = r->title,
      .excerpt = r->excerpt,
      .author = r->author,
      .sticky = r->sticky,
  };
  /* An article without a language of its own is in that of the site, for which the
   * interface may have no catalogue: then the article differs from what is around it.
   */
  const char *written_in = *r->lang ? r->lang : lang;
  if (strcmp(written_in, message_language(lang)) != 0) {
    v.lang = written_in;
    v.dir = message_direction(written_in);
  }
  char *author = arena_join(a, "/author/", r->author_slug, "/", NULL);
  v.author_url = author ? permalink_encode(a, author) : NULL;
  v.reading_time = message_count(a, lang, MESSAGE_reading, r->reading_minutes);
  struct civil day;
  if (clock_civil(r->published_at, &day) == OK)
    /* The month of the date leads to the archive of that month. */
    v.archive_url = arena_printf(a, "/%04d/%02d/", day.year, day.month);
  if (!v.url || !v.author_url || !v.reading_time)
    return ERR_NOMEM;
  enum err e = article_card_time(a, lang, r->published_at, &v.published);
  /* Corrections on the first day are part of publishing. */
  if (!e && r->updated_at > r->published_at + CLOCK_DAY)
    e = article_card_time(a, lang, r->updated_at, &v.updated);
  if (!e)
    e = article_card_comments(site, a, r, &v);
  if (!e)
    e = article_card_terms(site, a, r, &v);
  if (!e)
    e = article_card_live(site, r, &v);
  if (!e)
    *out = v;
  return e;
}
