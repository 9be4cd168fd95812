#include "site/publish/placement.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "db/model/article_next.h"
#include "db/model/comment.h"
#include "db/model/correction.h"
#include "db/model/listing.h"
#include "db/model/path.h"
#include "db/model/preview.h"
#include "db/model/term.h"
#include "db/search/search_index.h"
#include "db/txn.h"
#include "markup/names/slug.h"
#include "site/core/list_path.h"
#include "site/core/permalink.h"
#include "site/publish/related_update.h"
#include "site/publish/translation_group.h"

/* Up to LINEAR_SUFFIX, numbers are tried one by one, so that a few articles of the same
 * title get consecutive ones. MOST_SUFFIX ends the doubling long before an int
 * overflows. MOST_ANCESTORS is a little more than article_check.c lets through. */
enum { LINEAR_SUFFIX = 8, MOST_SUFFIX = 1 << 24, MOST_ANCESTORS = 32 };

/* Sets *out if `path` leads nowhere yet, to this very article, or to one that was
 * deleted (0). The alias of an article that was never public does not block a path. */
static enum err placement_is_free(
    struct db *s, struct arena *a, const char *path, int64_t article, bool *out) {
  struct path found;
  struct article other;
  enum err e = path_find(s, path, &found);
  if (e && e != ERR_NOT_FOUND)
    return e;
  *out = e == ERR_NOT_FOUND || found.article_id == article || found.article_id == 0;
  if (*out || found.kind != PATH_MOVED)
    return OK;
  e = article_by_id(s, a, found.article_id, &other);
  if (!e)
    *out = !other.permalink;
  return e;
}

/* The path of a page's ancestors, "/about/"; "/" at the top level. */
static enum err placement_parent_path(
    struct db *s, struct arena *a, int64_t parent, const char **out) {
  const char *path = "/";
  for (int depth = 0; parent; depth++) {
    struct article p;
    /* A database changed by another program may have a circle of parents. */
    if (depth == MOST_ANCESTORS)
      return ERR_INVALID;
    enum err e = article_by_id(s, a, parent, &p);
    if (e)
      return e;
    path = arena_printf(a, "/%s%s", p.slug, path);
    if (!path)
      return ERR_NOMEM;
    parent = p.parent_id;
  }
  *out = path;
  return OK;
}

/* The permalink with `slug`: from the pattern at first publication; afterwards only the
 * slug is replaced, so that changing the pattern moves nothing. */
static enum err placement_address(struct site *site, struct arena *a,
    const struct article *r, const char *slug, const char **out) {
  const char *path = NULL;
  if (r->permalink) {
    /* The permalink ends with the slug and a slash. What precedes it is kept. */
    size_t head = strlen(r->permalink) - strlen(r->slug) - 1;
    path = arena_printf(a, "%.*s%s/", (int)head, r->permalink, slug);
  } else if (r->type == ARTICLE_PAGE) {
    enum err e = placement_parent_path(site->db, a, r->parent_id, &path);
    if (e)
      return e;
    path = arena_printf(a, "%s%s/", path, slug);
  } else {
    path = permalink_make(a, site->settings.permalink, r->published_at, slug);
  }
  if (!path)
    return ERR_NOMEM;
  *out = path;
  return OK;
}

/* A permalink with a numbered slug. */
struct candidate {
  const char *slug, *path;
  bool is_free;
};

static enum err placement_try_number(struct site *site, struct arena *a,
    const struct article *r, const char *base, int number, struct candidate *c) {
  *c = (struct candidate){0};
  c->slug = number == 1 ? base : arena_printf(a, "%s-%d", base, number);
  if (!c->slug)
    return ERR_NOMEM;
  enum err e = placement_address(site, a, r, c->slug, &c->path);
  if (!e)
    e = placement_is_free(site->db, a, c->path, r->id, &c->is_free);
  /* A path can be free and still be reserved: numbers look like years or pages. */
  c->is_free = c->is_free && !slug_is_reserved(c->slug);
  return e;
}

/* True for "tide" and "tide-17" if `base` is "tide". */
static bool placement_is_numbered(const char *slug, const char *base) {
  size_t n = strlen(base);
  if (strncmp(slug, base, n) != 0)
    return false;
  slug += n;
  return !*slug ||
         (*slug == '-' && slug[1] && !slug[1 + strspn(slug + 1, "0123456789")]);
}

/* Finds a free permalink by appending "-2", "-3", ... to the slug. When many are taken
 * the number is doubled and then bisected, so that few are looked up. An article that
 * already has a numbered permalink keeps it as long as the plain one is taken. */
static enum err placement_free_address(struct site *site, struct arena *a,
    const struct article *r, const char **slug, const char **path) {
  /* An article that is public does not compete with itself: placement_is_free accepts
   * its own path. */
  struct candidate found, c;
  int taken = 0, number = 1;
  enum err e = placement_try_number(site, a, r, *slug, number, &found);
  if (!e && !found.is_free && r->permalink && placement_is_numbered(r->slug, *slug)) {
    *slug = r->slug;
    *path = r->permalink;
    return OK;
  }
  /* Numbers need not be taken without gaps. With gaps, the search may end at a higher
   * number than necessary, but always at a free one. */
  while (!e && !found.is_free && number < MOST_SUFFIX) {
    taken = number;
    number = number < LINEAR_SUFFIX ? number + 1 : number * 2;
    e = placement_try_number(site, a, r, *slug, number, &found);
  }
  /* `taken` is not free and `number` is. The loop keeps both true until they are
   * adjacent. */
  while (!e && found.is_free && number - taken > 1) {
    int between = taken + (number - taken) / 2;
    e = placement_try_number(site, a, r, *slug, between, &c);
    if (c.is_free) {
      number = between;
      found = c;
    } else {
      taken = between;
    }
  }
  if (e || !found.is_free)
    return e ? e : ERR_EXISTS;
  *slug = found.slug;
  *path = found.path;
  return OK;
}

/* The listings in which an article belongs. */
struct entries {
  struct listing_entry *list;
  size_t count;
  const struct article *article;
  int64_t position;
};

/* At most home, all, author, every tag, and every category with its ancestors. */
enum { MOST_ENTRIES = 3 + LIMIT_TERMS + LIMIT_TERMS * MOST_ANCESTORS };

/* Returns false for an entry that exists: two categories share their ancestors. */
static bool placement_add_entry(
    struct entries *in, enum listing_kind kind, int64_t object) {
  for (size_t i = 0; i < in->count; i++)
    if (in->list[i].subject.kind == kind && in->list[i].subject.object == object)
      return false;
  in->list[in->count++] = (struct listing_entry){
      {kind, object}, listing_key(kind, in->position, in->article->sticky)};
  return true;
}

static enum err placement_add_category(
    struct db *s, struct entries *in, int64_t category) {
  enum err e = OK;
  for (int depth = 0; !e && category && depth < MOST_ANCESTORS; depth++) {
    /* Its ancestors are there as well. */
    if (!placement_add_entry(in, LISTING_CATEGORY, category))
      return OK;
    e = term_parent(s, category, &category);
  }
  return e;
}

static enum err placement_set_listings(
    struct db *s, struct arena *a, const struct article *r, int64_t position) {
  struct entries in = {arena_array(a, MOST_ENTRIES, sizeof *in.list), 0, r, position};
  struct term *terms = NULL;
  size_t n = 0;
  if (!in.list)
    return ERR_NOMEM;
  placement_add_entry(&in, LISTING_HOME, 0);
  placement_add_entry(&in, LISTING_ALL, 0);
  placement_add_entry(&in, LISTING_AUTHOR, r->author_id);
  enum err e = term_of_article(s, a, TERM_CATEGORY, r->id, &terms, &n);
  for (size_t i = 0; !e && i < n; i++)
    e = placement_add_category(s, &in, terms[i].id);
  if (!e)
    e = term_of_article(s, a, TERM_TAG, r->id, &terms, &n);
  for (size_t i = 0; !e && i < n; i++)
    placement_add_entry(&in, LISTING_TAG, terms[i].id);
  return e ? e : listing_set(s, a, r->id, in.list, in.count);
}

/* Invalidates the archives of the year, month and day that an article enters (`delta`
 * 1) or leaves (-1). */
static enum err placement_invalidate_dates(struct db *s, int64_t position, int delta) {
  struct civil day;
  enum err e = clock_civil(position, &day);
  for (int depth = 0; !e && depth < 3; depth++)
    e = txn_invalidate_list(s, DEP_DATE,
        list_path_date_key(
            day.year, depth > 0 ? day.month : 0, depth > 1 ? day.day : 0),
        position, delta);
  return e;
}

static enum err placement_leave_listings(
    struct db *s, struct arena *a, const struct article *r) {
  enum err e = listing_set(s, a, r->id, NULL, 0);
  return e || !r->position ? e : placement_invalidate_dates(s, r->position, -1);
}

/* Address, position, row, listings: each needs the one before. listing_set compares
 * with the entries that are there, so an article that is saved without a change of
 * place leaves and enters nothing. */
static enum err placement_make_public(
    struct site *site, struct arena *a, const struct article *r, const char *slug) {
  struct db *s = site->db;
  const char *path = NULL;
  int64_t position = r->position;
  enum err e = placement_free_address(site, a, r, &slug, &path);
  if (!e)
    /* The former permalink becomes a redirect before the new one is set. If both are
     * the same path, path_set has the last word. */
    e = path_move(s, r->id);
  if (!e)
    e = path_set(s, path, PATH_ARTICLE, r->id);
  /* The position is the date, made unique. Saving an article again must not change
   * it within the same second, or its neighbours would change places. */
  bool same_second =
      position >= r->published_at && position < r->published_at + CLOCK_SECOND;
  if (!e && r->type == ARTICLE_POST && !same_second)
    e = article_free_position(s, r->published_at, &position);
  if (!e)
    e = article_set_state(
        s, r->id, ARTICLE_PUBLISH, r->type == ARTICLE_POST ? position : 0, path, slug);
  if (e)
    return e;
  /* Pages are in no list. A post that has become a page leaves those it was in. */
  if (r->type == ARTICLE_PAGE)
    return placement_leave_listings(s, a, r);
  e = placement_set_listings(s, a, r, position);
  if (e || position == r->position)
    return e;
  e = placement_invalidate_dates(s, position, 1);
  return e || !r->position ? e : placement_invalidate_dates(s, r->position, -1);
}

/* A hash of the IDs in order: the footer changes if one of them or their order does. */
static enum err placement_top_categories(struct db *s, struct arena *a, uint64_t *sum) {
  struct term *terms;
  size_t n;
  enum err e = term_top_categories(s, a, &terms, &n);
  *sum = 0;
  for (size_t i = 0; !e && i < n; i++)
    *sum = *sum * 31 + (uint64_t)terms[i].id;
  return e;
}

/* The neighbours are those of the position, whether an article is there or not: after
 * an article has left, its neighbours are next to each other. */
enum err placement_invalidate_neighbours(struct db *s, int64_t position) {
  enum err e = OK;
  for (int newer = 0; !e && position && newer < 2; newer++) {
    int64_t id = 0;
    bool found = false;
    e = article_next_to(s, position, newer != 0, &found, &id);
    if (!e && found)
      e = txn_invalidate(s, DEP_NEIGHBOURS, id);
  }
  return e;
}

/* The article appeared, disappeared, or has another position or permalink: the pages of
 * its neighbours name other articles now, or by other links, and so does its own
 * page. */
static enum err placement_invalidate_around(
    struct db *s, struct arena *a, const struct article *before) {
  struct article now;
  enum err e = article_by_id(s, a, before->id, &now);
  bool moved = !e && now.position != before->position;
  bool renamed = !e && now.permalink &&
                 (!before->permalink || strcmp(now.permalink, before->permalink) != 0);
  if (!e && moved)
    e = placement_invalidate_neighbours(s, before->position);
  /* Links to an article without a title show its date. */
  if (!e && (renamed || (moved && !*before->title)))
    e = related_update_invalidate(s, a, before->id);
  return e || (!moved && !renamed) ? e
                                   : placement_invalidate_neighbours(s, now.position);
}

/* Publishing or withdrawing may add or remove a top category, which every page
 * shows. Their IDs are compared, because invalidating the menu evicts every page. */
enum err placement_set(struct site *site, struct arena *a, const struct article *r,
    enum article_status status, const char *slug) {
  struct db *s = site->db;
  uint64_t before = 0, after = 0;
  enum err e = placement_top_categories(s, a, &before);
  if (!e && status == ARTICLE_PUBLISH) {
    e = placement_make_public(site, a, r, slug);
  } else if (!e) {
    e = placement_leave_listings(s, a, r);
    if (!e && r->permalink)
      e = path_withdraw(s, r->id);
    /* A preview link from before it was published would show it again. */
    if (!e && r->status == ARTICLE_PUBLISH)
      e = preview_revoke(s, r->id);
    if (!e)
      /* An article that was public keeps its permalink and slug, so that it returns
       * to the same address when it is published again. */
      e = article_set_state(
          s, r->id, status, 0, r->permalink, r->permalink ? r->slug : slug);
  }
  if (!e)
    /* The order among the keys does not matter: the hook looks at them before COMMIT,
     * when everything has been written. */
    e = txn_invalidate(s, DEP_ARTICLE, r->id);
  if (!e)
    e = correction_invalidate(s, r->id);
  /* Its comments appear and disappear with it, and name its title. */
  if (!e && r->comment_count)
    e = comment_invalidate(s, r->id);
  if (!e)
    /* Even if only the status has changed: the queue also updates the keys for related
     * articles, which only public posts have. */
    e = search_index_add_due(s, r->id);
  if (!e && (status != ARTICLE_PUBLISH || r->type == ARTICLE_PAGE))
    e = related_update_leave(s, a, r->id);
  if (!e)
    e = placement_invalidate_around(s, a, r);
  if (!e)
    e = translation_group_update(site, a, r->id);
  if (!e)
    e = placement_top_categories(s, a, &after);
  if (!e && (r->type == ARTICLE_PAGE || before != after))
    e = txn_invalidate(s, DEP_MENU, 0);
  return e;
}
