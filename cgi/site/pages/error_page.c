#include "site/pages/page.h"

#include "site/pages/layout.h"
#include "site/pages/suggest.h"
#include "view/messages.h"

struct row {
  int status;
  enum word heading, message;
};

/* The words of each status an answer can have. */
static const struct row rows[] = {
    {400, WORD_error_400, WORD_error_400_message},
    {403, WORD_error_403, WORD_error_403_message},
    {404, WORD_error_404, WORD_error_404_message},
    {405, WORD_error_405, WORD_error_405_message},
    {409, WORD_error_409, WORD_error_409_message},
    {410, WORD_error_410, WORD_error_410_message},
    {413, WORD_error_413, WORD_error_413_message},
    {414, WORD_error_414, WORD_error_414_message},
    {415, WORD_error_415, WORD_error_415_message},
    {429, WORD_error_429, WORD_error_429_message},
    {500, WORD_error_500, WORD_error_500_message},
    {503, WORD_error_503, WORD_error_503_message},
};

static struct row row_of(enum err why, int status) {
  /* Two errors share a status and ask for different things to do. */
  if (why == ERR_CLOSED)
    return (struct row){status, WORD_error_closed, WORD_error_closed_message};
  if (why == ERR_CROSS_SITE)
    return (struct row){status, WORD_error_cross_site, WORD_error_cross_site_message};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (rows[i].status == status)
      return rows[i];
  return (struct row){status, WORD_error_500, WORD_error_500_message};
}

/* What else there is for a reader who finds nothing at an address. */
static enum err offer_others(struct site *site, struct arena *a,
    const struct page_failure *failure, struct view_error_page *v) {
  v->frame.has_search = failure->status == 404 || failure->status == 410;
  if (!v->frame.has_search || !failure->path)
    return OK;
  enum err e = near_words(a, failure->path, &v->query);
  if (!e && failure->status == 404)
    e = near_find(site, a, failure->path, &v->near);
  return e;
}

enum err page_render_error(struct site *site, struct arena *a,
    const struct page_failure *failure, struct buf *out) {
  const char *lang = site->config.language;
  const struct row row = row_of(failure->why, failure->status);
  struct view_error_page v = {.status = failure->status,
      .heading = words_get(lang, row.heading),
      .message = words_get(lang, row.message),
      .incident = failure->incident,
      .kept_comment = failure->kept};
  if (failure->why == ERR_CROSS_SITE)
    v.message =
        words_format(a, lang, row.message, "BASE_URL", site->config.base_url, NULL);
  if (frame_fill(site, a, NULL, &v.frame) != OK)
    /* The database is out of reach: the page goes without a menu. */
    v.frame = (struct view_frame){
        .lang = words_language(lang),
        .dir = words_direction(words_language(lang)),
        .site_lang = words_has(lang) ? NULL : lang,
        .site_title = site->config.title,
        .tagline = site->config.tagline,
        .style_url = assets_url(site->assets, "style.css"),
        .icon_url = assets_url(site->assets, "icon.svg"),
    };
  v.frame.title = v.heading;
  v.frame.noindex = true;
  if (offer_others(site, a, failure, &v) != OK)
    /* There is an error page without it. */
    v.near.count = 0;
  return view_error_page(site->templates, &v, out);
}
