#include "site/pages/article_body.h"

#include "db/model/article.h"
#include "db/model/article_part.h"
#include "markup/html/headings.h"
#include "markup/html/html_scrollable.h"
#include "markup/rich/rich.h"
#include "site/core/picture_markup.h"
#include "view/messages.h"

/* An h4 is a detail that a table of contents need not name. */
enum { LEAST_HEADINGS = 3, DEEPEST_LEVEL = 3 };

/* A short article needs no table of contents. */
static enum err article_body_contents(
    struct arena *a, const struct headings *found, struct view_contents *out) {
  struct view_section *items = arena_array(a, found->count + 1, sizeof *items);
  size_t n = 0;
  if (!items)
    return ERR_NOMEM;
  for (size_t i = 0; i < found->count; i++) {
    const struct heading *h = &found->items[i];
    /* A heading that is only a picture has no text to show. */
    if (h->level <= DEEPEST_LEVEL && *h->text)
      items[n++] = (struct view_section){h->url, h->text, h->level};
  }
  *out = (struct view_contents){items, n < LEAST_HEADINGS ? 0 : n};
  return OK;
}

/* A step of its own, so that what works on the article's own text does not see it. */
enum err article_body_enrich(
    struct site *site, struct arena *a, int64_t id, const char **html) {
  const struct article_part *parts = NULL;
  size_t count = 0;
  enum err e = article_part_read(site->db, a, id, &parts, &count);
  if (e || !count)
    return e;
  struct rich_pieces pieces = {
      arena_array(a, count, sizeof *pieces.items), count, count};
  if (!pieces.items)
    return ERR_NOMEM;
  for (size_t i = 0; i < count; i++)
    pieces.items[i] = (struct rich_piece){(size_t)parts[i].number,
        (size_t)parts[i].size, parts[i].is_whole, parts[i].html};
  return rich_join(a, *html, &pieces, html);
}

enum err article_body_fill(
    struct site *site, struct arena *a, int64_t id, struct view_article_page *v) {
  const char *stored = NULL;
  struct headings found;
  struct buf html = {0};
  enum err e = article_body_html(site->db, a, id, &stored);
  if (!e)
    /* The links are made when the page is rendered and are not stored, so that a change
     * of their form needs no new import. The same holds for html_scrollable. */
    e = headings_link(a, stored, &html, &found);
  if (!e)
    e = article_body_contents(a, &found, &v->contents);
  if (!e) {
    const char *text = arena_strndup(a, buf_text(&html), html.len);
    const char *table = message_get(site->settings.language, MESSAGE_table);
    e = text ? html_scrollable(a, text, table, &v->article.body_html) : ERR_NOMEM;
  }
  if (!e)
    e = picture_markup(site, a, v->article.body_html, &v->article.body_html);
  buf_free(&html);
  return e;
}
