#include <stdlib.h>
#include <string.h>

#include "db/model/article_slug.h"
#include "db/search/search_find.h"
#include "db/search/search_types.h"
#include "site/core/article_link.h"
#include "site/pages/suggest_internal.h"

enum { MOST = 2 * SUGGEST_AROUND + 2 * SEARCH_MOST_TITLE };

struct near {
  int64_t id;
  size_t distance;
};

struct search {
  struct site *site;
  struct arena *arena;
  const char *slug; /* that leads nowhere */
  struct near found[MOST];
  size_t count;
};

static void add(struct search *s, int64_t id, size_t distance) {
  for (size_t i = 0; i < s->count; i++)
    if (s->found[i].id == id) {
      if (distance < s->found[i].distance)
        s->found[i].distance = distance;
      return;
    }
  s->found[s->count++] = (struct near){id, distance};
}

static enum err add_slugs(struct search *s) {
  struct article_slug slugs[2 * SUGGEST_AROUND];
  size_t n = 0;
  enum err e =
      article_slugs_around(s->site->db, s->arena, s->slug, SUGGEST_AROUND, slugs, &n);
  for (size_t i = 0; !e && i < n; i++) {
    size_t d = suggest_distance(s->slug, slugs[i].slug);
    if (d < SUGGEST_FAR)
      add(s, slugs[i].id, d);
  }
  return e;
}

/* Those with all words of the slug in their title; but for one of them, which may be
 * misspelt, only where their slug is near. A slip in a later word leaves the slug close
 * to where it would stand. */
static enum err add_titles(
    struct search *s, const struct search_query *words, bool but_one) {
  struct search_result r;
  enum err e = search_find_title(s->site->db, s->arena, words, but_one, &r);
  for (size_t i = 0; !e && i < r.count; i++) {
    const char *slug = NULL;
    e = article_slug_of(s->site->db, s->arena, r.hits[i].article_id, &slug);
    size_t d = e ? SUGGEST_FAR : suggest_distance(s->slug, slug);
    if (!but_one && d > SUGGEST_HAS_WORDS)
      d = SUGGEST_HAS_WORDS;
    if (d < SUGGEST_FAR)
      add(s, r.hits[i].article_id, d);
    if (e == ERR_NOT_FOUND)
      e = OK;
  }
  return e;
}

static enum err read_words(struct search *s, struct search_query *out) {
  *out = (struct search_query){0};
  const char *word = s->slug;
  while (*word && out->count < SEARCH_ELEMENTS) {
    size_t n = strcspn(word, "-");
    const char *text = arena_strndup(s->arena, word, n);
    if (!text)
      return ERR_NOMEM;
    out->elements[out->count++] = (struct search_element){.text = text};
    word += n + (word[n] == '-');
  }
  return OK;
}

static bool is_near(const struct search *s) {
  for (size_t i = 0; i < s->count; i++)
    if (s->found[i].distance <= SUGGEST_MOST_EDITS)
      return true;
  return false;
}

static enum err find_all(struct search *s, bool titles) {
  struct search_query words;
  enum err e = add_slugs(s);
  if (e || !titles || is_near(s))
    return e;
  e = read_words(s, &words);
  if (!e)
    e = add_titles(s, &words, false);
  return e ? e : add_titles(s, &words, true);
}

/* Of those equally near, the one that was made last first. */
static int by_distance(const void *a, const void *b) {
  const struct near *x = a, *y = b;
  int order = (x->distance > y->distance) - (x->distance < y->distance);
  return order ? order : (x->id < y->id) - (x->id > y->id);
}

static enum err link_nearest(struct search *s, struct view_links *out) {
  struct view_link *links = arena_array(s->arena, SUGGEST_SHOWN, sizeof *links);
  size_t n = 0;
  enum err e = links ? OK : ERR_NOMEM;
  qsort(s->found, s->count, sizeof *s->found, by_distance);
  for (size_t i = 0; !e && i < s->count && n < SUGGEST_SHOWN; i++) {
    e = article_link(s->site, s->arena, s->found[i].id, &links[n]);
    n += !e;
    if (e == ERR_NOT_FOUND)
      e = OK;
  }
  if (!e)
    *out = (struct view_links){links, n};
  return e;
}

enum err suggest_articles(struct site *site, struct arena *a, const char *slug,
    bool titles, struct view_links *out) {
  struct search s = {.site = site, .arena = a, .slug = slug};
  enum err e = find_all(&s, titles);
  return e ? e : link_nearest(&s, out);
}
