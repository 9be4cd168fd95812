#include "site/pages/page_corrections.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/number_text.h"
#include "db/model/path.h"
#include "site/core/article_link.h"
#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/pages/archives.h"
#include "site/pages/correction_view.h"
#include "site/pages/layout.h"
#include "site/pages/pager.h"
#include "view/messages.h"

#define BELOW CORRECTIONS_PATH "page/"

enum { PER_PAGE = 50, MOST_DIGITS = 9, ROW_MEMORY = 1 << 20 };

struct page_corrections {
  int64_t number, pages; /* from 1; 0 pages if there are no corrections */
};

/* ---- Finding ---- */

/* The number of the page at a path; 0 if it is no address of corrections. */
static int64_t page_corrections_number(const char *path) {
  size_t n = strlen(BELOW);
  if (strcmp(path, CORRECTIONS_PATH) == 0)
    return 1;
  if (strncmp(path, BELOW, n) != 0)
    return 0;
  size_t digits = strspn(path + n, "0123456789");
  /* "/corrections/page/1/" and "/corrections/page/02/" would be second addresses. */
  if (!digits || digits > MOST_DIGITS || path[n] == '0' ||
      strcmp(path + n + digits, "/") != 0)
    return 0;
  int64_t number = strtoll(path + n, NULL, 10);
  return number > 1 ? number : 0;
}

static enum err page_corrections_pages(struct site *site, int64_t *out) {
  int64_t count = 0;
  enum err e = correction_count(site->db, &count);
  if (!e)
    *out = (count + PER_PAGE - 1) / PER_PAGE;
  return e;
}

enum err page_corrections_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  struct page_corrections *v;
  int64_t number = page_corrections_number(p->decoded);
  (void)r;
  if (!number)
    return OK;
  *claimed = true;
  if (!(v = arena_alloc(a, sizeof *v)))
    return ERR_NOMEM;
  v->number = number;
  enum err e = page_corrections_pages(site, &v->pages);
  if (!e && number > 1 && number > v->pages)
    return ERR_NOT_FOUND;
  if (!e)
    e = revision_raise(site->db, DEP_ARTICLE, 0, &p->revision);
  p->content = v;
  return e;
}

/* ---- Rendering ---- */

static const char *page_corrections_url(
    const void *context, struct arena *a, int64_t number) {
  (void)context;
  return number == 1 ? CORRECTIONS_PATH
                     : arena_printf(a, BELOW "%lld/", (long long)number);
}

/* `scratch` holds the row of the article, of which only title and address are shown. */
static enum err page_corrections_fill_item(struct site *site, struct arena *a,
    struct arena *scratch, const struct correction *c, struct view_correction *out) {
  struct article r;
  arena_reset(scratch);
  enum err e = article_by_id(site->db, scratch, c->article_id, &r);
  const char *title = e ? NULL : article_link_text(site, scratch, &r);
  const char *lang = e ? NULL : arena_strdup(a, r.lang);
  if (!title || !lang)
    return e ? e : ERR_NOMEM;
  r.lang = lang;
  e = correction_view_fill(
      site, a, c, &r, message_language(site->settings.language), out);
  if (e)
    return e;
  out->article = (struct view_link){
      .url = permalink_encode(a, r.permalink), .text = arena_strdup(a, title)};
  return out->article.url && out->article.text ? OK : ERR_NOMEM;
}

static enum err page_corrections_fill(struct site *site, struct arena *a,
    const struct page_corrections *p, struct view_corrections *out) {
  struct correction *list = NULL;
  size_t count = 0;
  enum err e = correction_newest(
      site->db, a, (p->number - 1) * PER_PAGE, PER_PAGE, &list, &count);
  struct arena *scratch = arena_new(ROW_MEMORY);
  struct view_correction *items = arena_array(a, count + 1, sizeof *items);
  if (!e && (!scratch || !items))
    e = ERR_NOMEM;
  for (size_t i = 0; !e && i < count; i++)
    e = page_corrections_fill_item(site, a, scratch, &list[i], &items[i]);
  arena_free(scratch);
  if (!e)
    *out = (struct view_corrections){items, count};
  return e;
}

/* Titles tell the numbered pages apart. */
static enum err page_corrections_title(const struct site *site, struct arena *a,
    const struct page_corrections *p, struct view_corrections_page *v) {
  char number[NUMBER_TEXT];
  const char *lang = site->settings.language;
  v->heading = v->layout.title = message_get(lang, MESSAGE_corrections);
  if (p->number > 1) {
    const char *page = message_format(a, lang, MESSAGE_page_number, "NUMBER",
        number_text(p->number, 1, number), NULL);
    v->layout.title = page ? arena_join(a, v->heading, " – ", page, NULL) : NULL;
  }
  return v->layout.title ? OK : ERR_NOMEM;
}

enum err page_corrections_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  const struct page_corrections *content = p->content;
  const char *lang = site->settings.language;
  const struct pager pager = {.number = content->number,
      .pages = content->pages,
      .before = message_get(lang, MESSAGE_newer),
      .after = message_get(lang, MESSAGE_older),
      .url = page_corrections_url};
  struct view_corrections_page v = {0};
  enum err e = layout_fill(site, a, p->path, &v.layout);
  if (!e)
    e = page_corrections_fill(site, a, content, &v.corrections);
  if (!e)
    e = pager_fill(a, &pager, &v.pager);
  if (!e)
    e = page_corrections_title(site, a, content, &v);
  if (e)
    return e;
  v.layout.prev_url = v.pager.before.url;
  v.layout.next_url = v.pager.after.url;
  v.layout.canonical = arena_join(a, site->settings.base_url, p->path, NULL);
  if (!v.corrections.count)
    v.empty = message_get(lang, MESSAGE_corrections_none);
  return v.layout.canonical ? view_corrections_page(site->templates, &v, out)
                            : ERR_NOMEM;
}

/* ---- Enumerating and invalidation ---- */

enum err page_corrections_enumerate(
    struct site *site, struct arena *a, page_visit *visit, void *context) {
  struct path other;
  int64_t pages = 0;
  enum err e = path_find(site->db, CORRECTIONS_PATH, &other);
  bool is_ours =
      e == ERR_NOT_FOUND || (!e && archives_reclaim(CORRECTIONS_PATH, other.kind));
  if (e && e != ERR_NOT_FOUND)
    return e;
  e = page_corrections_pages(site, &pages);
  /* Nothing leads to an empty list. */
  if (!e && pages && is_ours)
    e = visit(context, CORRECTIONS_PATH);
  for (int64_t i = 2; !e && i <= pages; i++) {
    arena_reset(a);
    const char *path = page_corrections_url(NULL, a, i);
    e = path ? visit(context, path) : ERR_NOMEM;
  }
  return e;
}

/* An article without an ID stands for the corrections of all (db/model/correction.h). A
 * new one is at the top, and moves all others. */
enum err page_corrections_affected(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  (void)site, (void)a;
  if (change->key != DEP_ARTICLE || change->invalidated->id)
    return OK;
  enum err e = evictor->path(evictor->context, CORRECTIONS_PATH);
  return e ? e : evictor->numbers(evictor->context, BELOW, 2, INT64_MAX);
}
