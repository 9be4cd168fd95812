#include "site/pages/page_error.h"

#include "base/clock.h"
#include "db/model/article.h"
#include "site/core/closing.h"
#include "site/pages/article_form.h"
#include "site/pages/layout.h"
#include "site/pages/suggest.h"
#include "view/messages.h"

struct error_row {
  int status;
  enum message heading, message;
};

/* The texts of every status that http/status.c knows. */
static const struct error_row rows[] = {
    {400, MESSAGE_error_400, MESSAGE_error_400_message},
    {403, MESSAGE_error_403, MESSAGE_error_403_message},
    {404, MESSAGE_error_404, MESSAGE_error_404_message},
    {405, MESSAGE_error_405, MESSAGE_error_405_message},
    {408, MESSAGE_error_408, MESSAGE_error_408_message},
    {409, MESSAGE_error_409, MESSAGE_error_409_message},
    {410, MESSAGE_error_410, MESSAGE_error_410_message},
    {413, MESSAGE_error_413, MESSAGE_error_413_message},
    {414, MESSAGE_error_414, MESSAGE_error_414_message},
    {415, MESSAGE_error_415, MESSAGE_error_415_message},
    {429, MESSAGE_error_429, MESSAGE_error_429_message},
    {500, MESSAGE_error_500, MESSAGE_error_500_message},
    {503, MESSAGE_error_503, MESSAGE_error_503_message},
};

/* A status without a row here, which http/status.c may gain, is shown as an internal
 * error. */
static struct error_row page_error_row_of(enum err why, int status) {
  /* These share their status with others, but tell the reader to do something
   * else. */
  if (why == ERR_CLOSED)
    return (struct error_row){
        status, MESSAGE_error_closed, MESSAGE_error_closed_message};
  if (why == ERR_CROSS_SITE)
    return (struct error_row){
        status, MESSAGE_error_cross_site, MESSAGE_error_cross_site_message};
  if (why == ERR_OVERLOAD)
    return (struct error_row){
        status, MESSAGE_error_503, MESSAGE_error_overload_message};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (rows[i].status == status)
      return rows[i];
  return (struct error_row){status, MESSAGE_error_500, MESSAGE_error_500_message};
}

/* A reader who followed a bad link gets a search form, and links to what the address
 * may have meant. An article that was withdrawn has no replacement, so it gets no
 * links. */
static enum err page_error_add_suggestions(struct site *site, struct arena *a,
    const struct page_failure *failure, struct view_error_page *v) {
  v->layout.has_search = failure->status == 404 || failure->status == 410;
  if (!v->layout.has_search || !failure->path)
    return OK;
  enum err e = suggest_words(a, failure->path, &v->query);
  if (!e && failure->status == 404)
    e = suggest_find(site, a, failure->path, &v->suggestions);
  return e;
}

/* ERR_CLOSED: what the article's page says. Without a database, or a sentence of the
 * author, the default sentence stays. */
static void page_error_explain_closed(struct site *site, struct arena *a,
    const struct page_failure *failure, struct view_error_page *v) {
  struct article r;
  enum closing is = CLOSING_OPEN;
  const char *sentence = "";
  enum err e = failure->article ? article_by_id(site->db, a, failure->article, &r)
                                : ERR_NOT_FOUND;
  if (!e)
    e = closing_find(site, &r, clock_now(), &is);
  if (!e)
    e = closing_sentence(site, a, &r, is, &sentence);
  if (!e && *sentence)
    v->message = sentence;
}

enum err page_error_render(struct site *site, struct arena *a,
    const struct page_failure *failure, struct buf *out) {
  const char *lang = site->settings.language;
  const struct error_row row = page_error_row_of(failure->why, failure->status);
  struct view_error_page v = {.status = failure->status,
      .heading = message_get(lang, row.heading),
      .message = message_get(lang, row.message),
      .incident = failure->incident,
      .kept_comment = failure->kept,
      .form = failure->form,
      .again = failure->again};
  if (failure->why == ERR_CLOSED)
    page_error_explain_closed(site, a, failure, &v);
  if (failure->why == ERR_CROSS_SITE)
    v.message =
        message_format(a, lang, row.message, "BASE_URL", site->settings.base_url, NULL);
  if (failure->form)
    article_form_send(site, failure->form);
  /* If the database is unavailable, the page has no menu; there is a page all the same.
   * In a flood, the menu is not worth what it costs. */
  if (failure->why == ERR_OVERLOAD || layout_fill(site, a, NULL, &v.layout) != OK)
    layout_fill_static(site, &v.layout);
  v.layout.title = v.heading;
  v.layout.description = v.message;
  v.layout.noindex = true;
  /* An error page must not fail because of what it offers in addition. */
  if (page_error_add_suggestions(site, a, failure, &v) != OK)
    v.suggestions.count = 0;
  return view_error_page(site->templates, &v, out);
}
