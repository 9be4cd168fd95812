#include "site/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/edit.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "site/article_link.h"
#include "store/article.h"
#include "store/article_slug.h"
#include "store/search.h"
#include "text/slug.h"

enum {
  SHOWN = 5,
  MOST_PARTS = 8, /* of a path that are looked at for a slug */
  AROUND = 100,   /* slugs looked at on either side of where it would stand */
  MOST = 2 * AROUND + 2 * SEARCH_MOST_TITLE,
  MOST_EDITS = 4,      /* letters of a slug that may differ, and */
  LETTERS_AN_EDIT = 3, /* how many it must have for each */
  SHORTEST_HEAD = 3    /* octets another slug has to begin with */
};

/* How far an article is, where no letters are to be counted. */
enum { BEGINS_SO = MOST_EDITS + 1, HAS_WORDS, FAR };

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

/* Without the ends that files of other programs had. */
static size_t without_ending(const char *s, size_t n) {
  static const char *const endings[] = {".html", ".htm", ".php", ".md"};
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    size_t end = strlen(endings[i]);
    if (n > end && strncmp(s + n - end, endings[i], end) == 0)
      return n - end;
  }
  return n;
}

static enum err make_slug(struct arena *a, const char *s, size_t n, const char **out) {
  struct buf slug = {0};
  n = without_ending(s, n);
  *out = "";
  if (n > LIMIT_SLUG)
    return OK;
  const char *part = arena_strndup(a, s, n);
  enum err e = part ? slug_make(part, &slug) : ERR_NOMEM;
  if (!e && !(*out = arena_strdup(a, buf_text(&slug))))
    e = ERR_NOMEM;
  buf_free(&slug);
  return e;
}

/* The slug at the end of a path, before what the blog itself puts there (/feed/,
 * numbers); "" where there is none. */
static enum err last_slug(struct arena *a, const char *path, const char **out) {
  const char *slug = "";
  size_t end = strlen(path);
  enum err e = OK;
  for (int i = 0; !e && end && !*slug && i < MOST_PARTS; i++) {
    size_t begin = end;
    while (begin && path[begin - 1] != '/')
      begin--;
    e = make_slug(a, path + begin, end - begin, &slug);
    if (!e && slug_is_reserved(slug))
      slug = "";
    end = begin ? begin - 1 : 0;
  }
  if (!e)
    *out = slug;
  return e;
}

enum err near_words(struct arena *a, const char *path, const char **out) {
  const char *slug = NULL;
  enum err e = last_slug(a, path, &slug);
  char *words = e ? NULL : arena_strdup(a, slug);
  if (!words)
    return e ? e : ERR_NOMEM;
  for (char *c = words; (c = strchr(c, '-')) != NULL;)
    *c = ' ';
  *out = *words ? words : NULL;
  return OK;
}

static void add(struct search *s, int64_t id, size_t distance) {
  for (size_t i = 0; i < s->count; i++)
    if (s->found[i].id == id) {
      if (distance < s->found[i].distance)
        s->found[i].distance = distance;
      return;
    }
  s->found[s->count++] = (struct near){id, distance};
}

/* How far a slug is from the one that leads nowhere; FAR: too far. */
static size_t distance_of(const struct search *s, const char *slug) {
  size_t head = strlen(s->slug), most = utf8_length(s->slug) / LETTERS_AN_EDIT;
  most = most < MOST_EDITS ? most : MOST_EDITS;
  size_t d = edit_distance(s->slug, slug, most);
  if (d <= most)
    return d;
  return head >= SHORTEST_HEAD && strncmp(slug, s->slug, head) == 0 ? BEGINS_SO : FAR;
}

static enum err add_slugs(struct search *s) {
  struct article_slug slugs[2 * AROUND];
  size_t n = 0;
  enum err e =
      article_slugs_around(s->site->store, s->arena, s->slug, AROUND, slugs, &n);
  for (size_t i = 0; !e && i < n; i++) {
    size_t d = distance_of(s, slugs[i].slug);
    if (d < FAR)
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
  enum err e = search_find_title(s->site->store, s->arena, words, but_one, &r);
  for (size_t i = 0; !e && i < r.count; i++) {
    const char *slug = NULL;
    e = article_slug_of(s->site->store, s->arena, r.hits[i].article_id, &slug);
    size_t d = e ? FAR : distance_of(s, slug);
    if (!but_one && d > HAS_WORDS)
      d = HAS_WORDS;
    if (d < FAR)
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
    if (s->found[i].distance <= MOST_EDITS)
      return true;
  return false;
}

static enum err find_all(struct search *s) {
  struct search_query words;
  enum err e = add_slugs(s);
  if (e || is_near(s))
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
  struct view_link *links = arena_array(s->arena, SHOWN, sizeof *links);
  size_t n = 0;
  enum err e = links ? OK : ERR_NOMEM;
  qsort(s->found, s->count, sizeof *s->found, by_distance);
  for (size_t i = 0; !e && i < s->count && n < SHOWN; i++) {
    e = article_link(s->site, s->arena, s->found[i].id, &links[n]);
    n += !e;
    if (e == ERR_NOT_FOUND)
      e = OK;
  }
  if (!e)
    *out = (struct view_links){links, n};
  return e;
}

static bool is_file(const char *path) {
  return strncmp(path, "/assets/", 8) == 0 || strncmp(path, "/media/", 7) == 0;
}

enum err near_find(
    struct site *site, struct arena *a, const char *path, struct view_links *out) {
  struct search s = {.site = site, .arena = a};
  enum err e = last_slug(a, path, &s.slug);
  *out = (struct view_links){0};
  if (e || !*s.slug || is_file(path))
    return e;
  e = find_all(&s);
  return e ? e : link_nearest(&s, out);
}
