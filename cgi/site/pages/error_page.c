#include "site/pages/page.h"

#include "site/pages/layout.h"
#include "site/pages/suggest.h"
#include "view/messages.h"

struct row {
  int status;
  enum message heading, message;
};

/* The words of each status an answer can have. */
static const struct row rows[] = {
    {400, MESSAGE_error_400, MESSAGE_error_400_message},
    {403, MESSAGE_error_403, MESSAGE_error_403_message},
    {404, MESSAGE_error_404, MESSAGE_error_404_message},
    {405, MESSAGE_error_405, MESSAGE_error_405_message},
    {409, MESSAGE_error_409, MESSAGE_error_409_message},
    {410, MESSAGE_error_410, MESSAGE_error_410_message},
    {413, MESSAGE_error_413, MESSAGE_error_413_message},
    {414, MESSAGE_error_414, MESSAGE_error_414_message},
    {415, MESSAGE_error_415, MESSAGE_error_415_message},
    {429, MESSAGE_error_429, MESSAGE_error_429_message},
    {500, MESSAGE_error_500, MESSAGE_error_500_message},
    {503, MESSAGE_error_503, MESSAGE_error_503_message},
};

static struct row row_of(enum err why, int status) {
  /* Two errors share a status and ask for different things to do. */
  if (why == ERR_CLOSED)
    return (struct row){status, MESSAGE_error_closed, MESSAGE_error_closed_message};
  if (why == ERR_CROSS_SITE)
    return (struct row){
        status, MESSAGE_error_cross_site, MESSAGE_error_cross_site_message};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (rows[i].status == status)
      return rows[i];
  return (struct row){status, MESSAGE_error_500, MESSAGE_error_500_message};
}

/* What else there is for a reader who finds nothing at an address. */
static enum err offer_others(struct site *site, struct arena *a,
    const struct page_failure *failure, struct view_error_page *v) {
  v->frame.has_search = failure->status == 404 || failure->status == 410;
  if (!v->frame.has_search || !failure->path)
    return OK;
  enum err e = suggest_words(a, failure->path, &v->query);
  if (!e && failure->status == 404)
    e = suggest_find(site, a, failure->path, &v->near);
  return e;
}

enum err page_render_error(struct site *site, struct arena *a,
    const struct page_failure *failure, struct buf *out) {
  const char *lang = site->settings.language;
  const struct row row = row_of(failure->why, failure->status);
  struct view_error_page v = {.status = failure->status,
      .heading = message_get(lang, row.heading),
      .message = message_get(lang, row.message),
      .incident = failure->incident,
      .kept_comment = failure->kept};
  if (failure->why == ERR_CROSS_SITE)
    v.message =
        message_format(a, lang, row.message, "BASE_URL", site->settings.base_url, NULL);
  if (layout_fill(site, a, NULL, &v.frame) != OK)
    /* The database is out of reach: the page goes without a menu. */
    v.frame = (struct view_layout){
        .lang = message_language(lang),
        .dir = message_direction(message_language(lang)),
        .site_lang = message_has(lang) ? NULL : lang,
        .site_title = site->settings.title,
        .tagline = site->settings.tagline,
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
