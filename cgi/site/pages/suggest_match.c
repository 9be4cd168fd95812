#include "site/pages/suggest_match.h"

#include <stdlib.h>
#include <string.h>

#include "base/edit_distance.h"
#include "base/utf8.h"
#include "db/model/article_slug.h"
#include "db/model/term.h"
#include "db/search/search_find.h"
#include "db/search/search_types.h"
#include "site/core/article_link.h"
#include "site/pages/term_links.h"
#include "view/messages.h"

enum {
  MOST_LINKS = 5,
  AROUND = 100,         /* slugs that are compared on either side, in their order */
  MOST_EDITS = 4,       /* letters that may differ */
  LETTERS_PER_EDIT = 3, /* a slug needs for each letter that may differ */
  SHORTEST_PREFIX = 3,  /* bytes */
  MOST_ARTICLES = 2 * AROUND + 2 * SEARCH_MOST_TITLE
};

/* Distances other than a number of letters: similar in another way, or not at all.
 * Larger than any number of letters, so that they come later. */
enum { DISTANCE_PREFIX = MOST_EDITS + 1, DISTANCE_WORDS, DISTANCE_FAR };

/* The distance of `slug` from `wanted`: letters that differ, or DISTANCE_PREFIX if it
 * begins with it, or DISTANCE_FAR. */
static size_t suggest_distance(const char *wanted, const char *slug) {
  size_t head = strlen(wanted), most = utf8_length(wanted) / LETTERS_PER_EDIT;
  most = most < MOST_EDITS ? most : MOST_EDITS;
  size_t d = edit_distance(wanted, slug, most);
  if (d <= most)
    return d;
  bool begins = head >= SHORTEST_PREFIX && strncmp(slug, wanted, head) == 0;
  return begins ? DISTANCE_PREFIX : DISTANCE_FAR;
}

/* ---- Articles ---- */

struct article_match {
  int64_t id;
  size_t distance;
};

/* Room for everything that the searches can find (MOST_ARTICLES), so nothing needs to
 * be checked when adding. */
struct article_matches {
  struct site *site;
  struct arena *arena;
  const char *slug; /* wanted */
  struct article_match items[MOST_ARTICLES];
  size_t count;
};

static void suggest_add_article(
    struct article_matches *m, int64_t id, size_t distance) {
  /* An article may be found both by its slug and by its title. The better distance
   * counts. */
  for (size_t i = 0; i < m->count; i++)
    if (m->items[i].id == id) {
      if (distance < m->items[i].distance)
        m->items[i].distance = distance;
      return;
    }
  m->items[m->count++] = (struct article_match){id, distance};
}

/* Most typos keep the first letters, and so a slug close to its place in the order. */
static enum err suggest_add_slugs(struct article_matches *m) {
  struct article_slug slugs[2 * AROUND];
  size_t n = 0;
  enum err e = article_slugs_around(m->site->db, m->arena, m->slug, AROUND, slugs, &n);
  for (size_t i = 0; !e && i < n; i++) {
    size_t d = suggest_distance(m->slug, slugs[i].slug);
    if (d < DISTANCE_FAR)
      suggest_add_article(m, slugs[i].id, d);
  }
  return e;
}

/* Adds articles with all words in their title. With `but_one`, one word may be missing,
 * because it may be misspelt; then the slug must be similar, too. */
static enum err suggest_add_titles(
    struct article_matches *m, const struct search_query *words, bool but_one) {
  struct search_result r;
  enum err e = search_find_title(m->site->db, m->arena, words, but_one, &r);
  for (size_t i = 0; !e && i < r.count; i++) {
    const char *slug = NULL;
    e = article_slug_of(m->site->db, m->arena, r.hits[i].article_id, &slug);
    size_t d = e ? DISTANCE_FAR : suggest_distance(m->slug, slug);
    /* All words are in the title, so the article is a match even if its slug is
     * another one. */
    if (!e && !but_one && d > DISTANCE_WORDS)
      d = DISTANCE_WORDS;
    if (d < DISTANCE_FAR)
      suggest_add_article(m, r.hits[i].article_id, d);
    /* The error page has no read transaction around it: the article may have been
     * withdrawn since it was found. */
    if (e == ERR_NOT_FOUND)
      e = OK;
  }
  return e;
}

static enum err suggest_read_words(
    const struct article_matches *m, struct search_query *out) {
  *out = (struct search_query){0};
  const char *word = m->slug;
  while (*word && out->count < SEARCH_ELEMENTS) {
    size_t n = strcspn(word, "-");
    const char *text = arena_strndup(m->arena, word, n);
    if (!text)
      return ERR_NOMEM;
    out->elements[out->count++] = (struct search_element){.text = text};
    word += n + (word[n] == '-');
  }
  return OK;
}

/* A match by prefix does not count: the prefix may be a short word with which many
 * slugs begin. */
static bool suggest_has_similar(const struct article_matches *m) {
  for (size_t i = 0; i < m->count; i++)
    if (m->items[i].distance <= MOST_EDITS)
      return true;
  return false;
}

/* Slugs first: they cost less than a search, and usually suffice. */
static enum err suggest_find_articles(struct article_matches *m, bool titles) {
  struct search_query words;
  enum err e = suggest_add_slugs(m);
  if (e || !titles || suggest_has_similar(m))
    return e;
  e = suggest_read_words(m, &words);
  if (!e)
    e = suggest_add_titles(m, &words, false);
  return e ? e : suggest_add_titles(m, &words, true);
}

/* Among equals, the newer article is the likelier one. */
static int suggest_compare_articles(const void *a, const void *b) {
  const struct article_match *x = a, *y = b;
  int order = (x->distance > y->distance) - (x->distance < y->distance);
  return order ? order : (x->id < y->id) - (x->id > y->id);
}

static enum err suggest_link_articles(
    struct article_matches *m, struct view_links *out) {
  struct view_link *links = arena_array(m->arena, MOST_LINKS, sizeof *links);
  size_t n = 0;
  enum err e = links ? OK : ERR_NOMEM;
  qsort(m->items, m->count, sizeof *m->items, suggest_compare_articles);
  for (size_t i = 0; !e && i < m->count && n < MOST_LINKS; i++) {
    e = article_link(m->site, m->arena, m->items[i].id, &links[n]);
    n += !e;
    /* Withdrawn since it was found, as above. */
    if (e == ERR_NOT_FOUND)
      e = OK;
  }
  if (!e)
    *out = (struct view_links){links, n};
  return e;
}

enum err suggest_match_articles(struct site *site, struct arena *a, const char *slug,
    bool titles, struct view_links *out) {
  struct article_matches m = {.site = site, .arena = a, .slug = slug};
  enum err e = suggest_find_articles(&m, titles);
  return e ? e : suggest_link_articles(&m, out);
}

/* ---- Terms ---- */

struct term_match {
  struct term term;
  size_t distance;
};

/* By slug among equals, so that the order is the same each time. */
static int suggest_compare_terms(const void *a, const void *b) {
  const struct term_match *x = a, *y = b;
  int order = (x->distance > y->distance) - (x->distance < y->distance);
  return order ? order : strcmp(x->term.slug, y->term.slug);
}

/* The text of a link says what kind of list it leads to. */
static enum err suggest_link_terms(struct site *site, struct arena *a,
    enum term_kind kind, const struct term_match *found, size_t n,
    struct view_links *out) {
  static const struct {
    const char *prefix;
    enum message label;
  } kinds[] = {
      [TERM_CATEGORY] = {"category", MESSAGE_list_category},
      [TERM_TAG] = {"tag", MESSAGE_list_tag},
      [TERM_AUTHOR] = {"author", MESSAGE_list_author},
  };
  /* Copies, whose names become the texts of the links. */
  struct term terms[MOST_LINKS];
  for (size_t i = 0; i < n; i++) {
    terms[i] = found[i].term;
    terms[i].name = message_format(a, site->settings.language, kinds[kind].label,
        "NAME", found[i].term.name, NULL);
    if (!terms[i].name)
      return ERR_NOMEM;
  }
  return term_links_make(a, kinds[kind].prefix, terms, n, out);
}

/* For a category, its last component alone may match: it may have had another parent.
 */
static size_t suggest_term_distance(const char *wanted, const char *slug) {
  const char *last = strchr(wanted, '/') ? NULL : strrchr(slug, '/');
  size_t whole = suggest_distance(wanted, slug);
  size_t part = last ? suggest_distance(wanted, last + 1) : DISTANCE_FAR;
  return part < whole ? part : whole;
}

enum err suggest_match_terms(struct site *site, struct arena *a, enum term_kind kind,
    const char *slug, struct view_links *out) {
  struct term around[2 * AROUND];
  struct term_match found[2 * AROUND] = {0};
  size_t count = 0, n = 0;
  enum err e = term_around(site->db, a, kind, slug, AROUND, around, &count);
  if (e)
    return e;
  for (size_t i = 0; i < count; i++) {
    size_t d = suggest_term_distance(slug, around[i].slug);
    if (d < DISTANCE_FAR)
      found[n++] = (struct term_match){around[i], d};
  }
  qsort(found, n, sizeof *found, suggest_compare_terms);
  return suggest_link_terms(site, a, kind, found, n < MOST_LINKS ? n : MOST_LINKS, out);
}
