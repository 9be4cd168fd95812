#include "site/pages/page_search.h"

#include <string.h>

#include "base/number_text.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "site/pages/layout.h"
#include "site/pages/search_hit.h"
#include "site/pages/search_query.h"
#include "view/messages.h"
#include "view/view_search.h"

enum {
  /* Bytes of articles that are searched for the snippets of a page. After that, only
   * the beginnings of the remaining texts are searched: a query must not occupy a
   * worker, and a limit in bytes gives the same page however slow the machine is. */
  SNIPPETS_BYTES = 192 << 10,
  /* Bytes of a query that are read: as many as its elements can have. Each as %XX, they
   * still fit into the address of a further page (LIMIT_QUERY). */
  MOST_TYPED = 2400,
  MOST_SHOWN = 80 /* columns of the query in the heading */
};

/* True for "/" and "/page/N/", which accept a query. *number becomes N, or 1. */
static bool page_search_number(const char *path, int64_t *number) {
  static const char numbered[] = "/page/";
  *number = 1;
  if (strcmp(path, "/") == 0)
    return true;
  size_t head = sizeof numbered - 1, digits = 0;
  if (strncmp(path, numbered, head) != 0)
    return false;
  *number = 0;
  /* Nine digits cannot overflow, not even when multiplied by the articles per page. */
  for (; digits < 9 && path[head + digits] >= '0' && path[head + digits] <= '9';
       digits++)
    *number = *number * 10 + (path[head + digits] - '0');
  /* Page 1 has one address, without a number. */
  return *number > 1 && path[head] != '0' && strcmp(path + head + digits, "/") == 0;
}

enum err page_search_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  int64_t number = 0;
  if (!r->search || !page_search_number(p->decoded, &number))
    return OK;
  *claimed = true;
  struct page_search *s = arena_alloc(a, sizeof *s);
  if (!s || !(s->typed = arena_strndup(a, r->search, utf8_head(r->search, MOST_TYPED))))
    return ERR_NOMEM;
  /* Neither stored, as anybody could fill the page cache with queries, nor indexed by
   * search engines. */
  p->is_private = true;
  p->content = s;
  s->number = number;
  enum err e = search_query_read(a, s->typed, &s->query, &s->is_cut);
  s->is_cut = s->is_cut || strlen(r->search) > MOST_TYPED;
  if (!e)
    /* The whole result each time: its size is bounded (search_types.h), and a second
     * page has to continue the order of the first. */
    e = search_find(site->db, a, &s->query, false, &s->found);
  int64_t first = (number - 1) * site->settings.per_page;
  /* The first page exists even if nothing was found. */
  if (!e && number > 1 && first >= (int64_t)s->found.count)
    e = ERR_NOT_FOUND;
  return e;
}

static enum err page_search_hits(struct site *site, struct arena *a,
    const struct page_search *s, struct view_search_page *v) {
  size_t per_page = (size_t)site->settings.per_page;
  size_t first = (size_t)(s->number - 1) * per_page;
  size_t left = s->found.count > first ? s->found.count - first : 0;
  size_t n = left < per_page ? left : per_page;
  struct view_hit *hits = arena_array(a, n + 1, sizeof *hits);
  const struct snippet_words *words = NULL;
  enum err e = hits ? snippet_match_read_query(a, &s->query, &words) : ERR_NOMEM;
  size_t budget = SNIPPETS_BYTES;
  for (size_t i = 0; !e && i < n; i++)
    e = search_hit_fill(
        site, a, words, s->found.hits[first + i].article_id, &budget, &hits[i]);
  v->hits = hits;
  v->hit_count = n;
  return e;
}

/* The address of another page of the same results: with what was typed and not what was
 * understood, so that the form keeps it. */
static enum err page_search_url(
    struct arena *a, const struct page_search *s, int64_t number, const char **out) {
  const char *query = percent_encode(a, s->typed);
  if (!query)
    return ERR_NOMEM;
  *out = number == 1 ? arena_printf(a, "/?s=%s", query)
                     : arena_printf(a, "/page/%lld/?s=%s", (long long)number, query);
  return *out ? OK : ERR_NOMEM;
}

/* A query of exclusions alone would find nearly everything. */
static bool page_search_has_word(const struct search_query *q) {
  for (size_t i = 0; i < q->count; i++)
    if (!q->elements[i].without)
      return true;
  return false;
}

static const char *page_search_sentence(
    struct site *site, struct arena *a, const struct page_search *s) {
  const char *lang = site->settings.language;
  int64_t count = (int64_t)s->found.count;
  if (!*s->typed)
    return NULL;
  if (!page_search_has_word(&s->query))
    return message_get(lang, MESSAGE_search_no_word);
  if (!count)
    return message_get(
        lang, s->found.more ? MESSAGE_search_none_newest : MESSAGE_search_none);
  /* An exact number is not known then, and the sentence says "more than". */
  if (s->found.more)
    return message_count(a, lang, MESSAGE_search_more, count);
  return message_count(a, lang, MESSAGE_articles, count);
}

static const char *page_search_note(struct site *site, const struct page_search *s) {
  const char *lang = site->settings.language;
  if (s->is_cut)
    return message_get(lang, MESSAGE_search_cut);
  return s->found.more && s->found.count ? message_get(lang, MESSAGE_search_newest)
                                         : NULL;
}

static const char *page_search_heading(
    struct site *site, struct arena *a, const struct page_search *s) {
  const char *lang = site->settings.language;
  size_t n = utf8_fit(s->typed, MOST_SHOWN);
  const char *shown = s->typed;
  if (utf8_is_blank(s->typed))
    return message_get(lang, MESSAGE_search);
  if (s->typed[n])
    shown = arena_printf(a, "%.*s…", (int)utf8_fit(s->typed, MOST_SHOWN - 1), s->typed);
  return shown ? message_format(a, lang, MESSAGE_search_for, "QUERY", shown, NULL)
               : NULL;
}

/* Titles tell the pages of the same results apart. */
static const char *page_search_title(struct site *site, struct arena *a,
    const struct page_search *s, const char *heading) {
  char number[NUMBER_TEXT];
  if (s->number == 1 || !heading)
    return heading;
  const char *page = message_format(a, site->settings.language, MESSAGE_page_number,
      "NUMBER", number_text(s->number, 1, number), NULL);
  return page ? arena_printf(a, "%s – %s", heading, page) : NULL;
}

enum err page_search_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  const struct page_search *s = p->content;
  struct view_search_page v = {.query = s->typed};
  int64_t shown = s->number * site->settings.per_page;
  enum err e = layout_fill(site, a, p->path, &v.layout);
  if (!e)
    e = page_search_hits(site, a, s, &v);
  if (!e && s->number > 1)
    e = page_search_url(a, s, s->number - 1, &v.better_url);
  if (!e && shown < (int64_t)s->found.count)
    e = page_search_url(a, s, s->number + 1, &v.more_url);
  if (e)
    return e;
  v.heading = page_search_heading(site, a, s);
  v.sentence = page_search_sentence(site, a, s);
  v.note = page_search_note(site, s);
  v.layout.title = page_search_title(site, a, s, v.heading);
  v.layout.description = v.sentence;
  v.layout.noindex = true;
  v.layout.has_search = true;
  return v.layout.title ? view_search_page(site->templates, &v, out) : ERR_NOMEM;
}
