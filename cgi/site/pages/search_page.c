#include "site/pages/search_page.h"

#include <string.h>

#include "base/clock.h"
#include "base/number_text.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "site/pages/layout.h"
#include "site/pages/search_hit.h"
#include "site/pages/search_query.h"
#include "view/messages.h"

/* Bytes of an article's text that are looked through for its snippet; less of it where
 * the page has taken so many microseconds of the processor. */
enum { LOOKED_THROUGH = 64 << 10, LOOKED_AT_LATE = 2048, LATE = 15000 };

/* Bytes of a search that are looked at: as much as its parts can have. In an address
 * of a page of it, each as %XX, they are still a query (LIMIT_QUERY). Columns of it
 * that are shown above what was found. */
enum { MOST_TYPED = 2400, MOST_SHOWN = 80 };

bool search_page_number(const char *path, int64_t *number) {
  static const char numbered[] = "/page/";
  *number = 1;
  if (strcmp(path, "/") == 0)
    return true;
  size_t head = sizeof numbered - 1, digits = 0;
  if (strncmp(path, numbered, head) != 0)
    return false;
  *number = 0;
  for (; digits < 9 && path[head + digits] >= '0' && path[head + digits] <= '9';
       digits++)
    *number = *number * 10 + (path[head + digits] - '0');
  return *number > 1 && path[head] != '0' && strcmp(path + head + digits, "/") == 0;
}

enum err search_page_find(
    struct site *site, struct arena *a, const struct page_request *r, struct page *p) {
  p->kind = PAGE_SEARCH;
  p->is_private = true;
  p->search = arena_strndup(a, r->search, utf8_head(r->search, MOST_TYPED));
  enum err e =
      p->search ? search_query_read(a, p->search, &p->query, &p->query_cut) : ERR_NOMEM;
  p->query_cut = p->query_cut || strlen(r->search) > MOST_TYPED;
  if (!e)
    e = search_find(site->db, a, &p->query, false, &p->found);
  int64_t first = (p->number - 1) * site->settings.per_page;
  if (!e && p->number > 1 && first >= (int64_t)p->found.count)
    e = ERR_NOT_FOUND;
  return e;
}

static enum err fill_hits(struct site *site, struct arena *a, const struct page *p,
    struct view_search_page *v) {
  size_t per_page = (size_t)site->settings.per_page;
  size_t first = (size_t)(p->number - 1) * per_page;
  size_t left = p->found.count > first ? p->found.count - first : 0;
  size_t n = left < per_page ? left : per_page;
  struct view_hit *hits = arena_array(a, n + 1, sizeof *hits);
  enum err e = hits ? OK : ERR_NOMEM;
  int64_t late = clock_processor() + LATE;
  for (size_t i = 0; !e && i < n; i++) {
    size_t most = clock_processor() < late ? LOOKED_THROUGH : LOOKED_AT_LATE;
    e = search_hit_fill(
        site, a, &p->query, p->found.hits[first + i].article_id, most, &hits[i]);
  }
  v->hits = hits;
  v->hit_count = n;
  return e;
}

/* The address of another page of the same search. */
static enum err page_url(
    struct arena *a, const struct page *p, int64_t number, const char **out) {
  const char *query = percent_encode(a, p->search);
  if (!query)
    return ERR_NOMEM;
  *out = number == 1 ? arena_printf(a, "/?s=%s", query)
                     : arena_printf(a, "/page/%lld/?s=%s", (long long)number, query);
  return *out ? OK : ERR_NOMEM;
}

static bool has_word(const struct search_query *q) {
  for (size_t i = 0; i < q->count; i++)
    if (!q->elements[i].without)
      return true;
  return false;
}

static const char *sentence(struct site *site, struct arena *a, const struct page *p) {
  const char *lang = site->settings.language;
  int64_t count = (int64_t)p->found.count;
  if (!*p->search)
    return NULL;
  if (!has_word(&p->query))
    return message_get(lang, MESSAGE_search_no_word);
  if (!count)
    return message_get(
        lang, p->found.more ? MESSAGE_search_none_newest : MESSAGE_search_none);
  if (p->found.more)
    return message_count(a, lang, MESSAGE_search_more_many, MESSAGE_search_more_one,
        MESSAGE_search_more_many, count);
  return message_count(a, lang, MESSAGE_articles_many, MESSAGE_articles_one,
      MESSAGE_articles_many, count);
}

static const char *note(struct site *site, const struct page *p) {
  const char *lang = site->settings.language;
  if (p->query_cut)
    return message_get(lang, MESSAGE_search_cut);
  return p->found.more && p->found.count ? message_get(lang, MESSAGE_search_newest)
                                         : NULL;
}

static const char *heading(struct site *site, struct arena *a, const struct page *p) {
  const char *lang = site->settings.language;
  size_t n = utf8_fit(p->search, MOST_SHOWN);
  const char *shown = p->search;
  if (utf8_is_blank(p->search))
    return message_get(lang, MESSAGE_search);
  if (p->search[n])
    shown =
        arena_printf(a, "%.*s…", (int)utf8_fit(p->search, MOST_SHOWN - 1), p->search);
  return shown ? message_format(a, lang, MESSAGE_search_for, "QUERY", shown, NULL)
               : NULL;
}

/* The heading, with the number of a further page. */
static const char *title(
    struct site *site, struct arena *a, const struct page *p, const char *heading) {
  char number[NUMBER_TEXT];
  if (p->number == 1 || !heading)
    return heading;
  const char *page = message_format(a, site->settings.language, MESSAGE_page_number,
      "NUMBER", number_text(p->number, 1, number), NULL);
  return page ? arena_printf(a, "%s – %s", heading, page) : NULL;
}

enum err search_page_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  struct view_search_page v = {.query = p->search};
  int64_t shown = p->number * site->settings.per_page;
  enum err e = layout_fill(site, a, p->path, &v.frame);
  if (!e)
    e = fill_hits(site, a, p, &v);
  if (!e && p->number > 1)
    e = page_url(a, p, p->number - 1, &v.better_url);
  if (!e && shown < (int64_t)p->found.count)
    e = page_url(a, p, p->number + 1, &v.more_url);
  if (e)
    return e;
  v.heading = heading(site, a, p);
  v.sentence = sentence(site, a, p);
  v.note = note(site, p);
  v.frame.title = title(site, a, p, v.heading);
  v.frame.noindex = true;
  v.frame.has_search = true;
  return v.frame.title ? view_search_page(site->templates, &v, out) : ERR_NOMEM;
}
