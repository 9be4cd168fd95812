/* A reply can be inserted only after its parent, whose ID in the database it needs. So
 * the comments are put into an order in which each parent comes first, in linear time:
 * from each comment, the walk goes up to the first one that is already placed, and the
 * path is then placed downwards. A parent that is met again on the same walk closes a
 * circle. */
#include "import/common/import_comment_list.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "db/model/article.h"
#include "markup/html/html_plain.h"

#define NONE SIZE_MAX

/* ALIKE_MEMORY: for twenty comments of the largest size and their words. */
enum { MOST_ID = 1 << 30, ALIKE_MEMORY = 64 << 20 };

struct arranging {
  struct arena *arena;
  struct parse_problem *problem; /* NULL: make the best of invalid input */
};

static enum err import_comment_list_fault(
    struct arranging *r, int64_t local, const char *what) {
  return parse_problem_set(r->problem, 0, "comment %lld: %s", (long long)local, what);
}

/* An ID in the file, and its index in the list. */
struct local {
  int64_t id;
  size_t at;
};

static int import_comment_list_by_id(const void *a, const void *b) {
  int64_t x = ((const struct local *)a)->id, y = ((const struct local *)b)->id;
  return x < y ? -1 : x > y;
}

/* Finds the parent of each comment. */
static enum err import_comment_list_link_parents(
    struct arranging *r, struct import_comments *all) {
  struct local *ids = arena_array(r->arena, all->count + 1, sizeof *ids);
  if (!ids)
    return ERR_NOMEM;
  for (size_t i = 0; i < all->count; i++)
    ids[i] = (struct local){all->items[i].local, i};
  /* Sorted, because a file may hold tens of thousands of comments in any order, and
   * searching all of them for the parent of each would be quadratic. */
  qsort(ids, all->count, sizeof *ids, import_comment_list_by_id);
  for (size_t i = 1; i < all->count; i++)
    if (r->problem && ids[i].id == ids[i - 1].id)
      return import_comment_list_fault(r, ids[i].id, "another comment has the same ID");
  for (size_t i = 0; i < all->count; i++) {
    struct import_comment *item = &all->items[i];
    struct local wanted = {.id = item->local_parent};
    item->parent = NONE;
    if (!item->local_parent)
      continue;
    struct local *found =
        bsearch(&wanted, ids, all->count, sizeof *ids, import_comment_list_by_id);
    if (!found && !r->problem)
      continue;
    if (!found)
      return import_comment_list_fault(
          r, item->local, "\"parent\" names a comment that does not exist");
    item->parent = found->at;
  }
  return OK;
}

/* The order of the file, but each comment after its parent. */
static enum err import_comment_list_order(
    struct arranging *r, struct import_comments *all) {
  enum { NEW, WALKED, PLACED };
  char *state = arena_alloc(r->arena, all->count + 1);
  size_t *walk = arena_array(r->arena, all->count + 1, sizeof *walk), placed = 0;
  all->order = arena_array(r->arena, all->count + 1, sizeof *all->order);
  if (!state || !walk || !all->order)
    return ERR_NOMEM;
  for (size_t i = 0; i < all->count; i++) {
    size_t n = 0, at = i;
    for (; at != NONE && state[at] == NEW; at = all->items[at].parent) {
      state[at] = WALKED;
      walk[n++] = at;
    }
    if (at != NONE && state[at] == WALKED && r->problem)
      return import_comment_list_fault(
          r, all->items[at].local, "\"parent\" leads back to itself");
    /* Without a problem to report, the circle is cut where it was met: the last comment
     * of the walk becomes a top-level one, and all others keep their parents. */
    if (at != NONE && state[at] == WALKED)
      all->items[walk[n - 1]].parent = NONE;
    while (n) {
      state[walk[--n]] = PLACED;
      all->order[placed++] = walk[n];
    }
  }
  return OK;
}

enum err import_comment_list_arrange(
    struct arena *a, struct import_comments *all, struct parse_problem *problem) {
  struct arranging r = {a, problem};
  enum err e = import_comment_list_link_parents(&r, all);
  return e ? e : import_comment_list_order(&r, all);
}

/* True if both have the same words: their markup may differ, as one of them was
 * exported and read again. */
static bool import_comment_list_is_same(
    struct arena *a, const struct comment *x, const struct comment *y) {
  const char *one, *two;
  return html_plain(a, x->html, &one) == OK && html_plain(a, y->html, &two) == OK &&
         strcmp(one, two) == 0;
}

/* Finds the comment of another source, such as the form of this site, that *item is: an
 * export of this site comes back to it. ERR_NOT_FOUND. */
static enum err import_comment_list_find_same(
    struct db *s, struct import_comments *all, struct import_comment *item) {
  struct arena *a = all->source ? arena_new(ALIKE_MEMORY) : NULL;
  struct comment *found;
  size_t n = 0;
  if (!all->source)
    return ERR_NOT_FOUND;
  enum err e =
      a ? comment_alike(s, a, &item->comment, all->source, &found, &n) : ERR_NOMEM;
  bool is_same = false;
  for (size_t i = 0; !e && i < n && !is_same; i++) {
    is_same = import_comment_list_is_same(a, &item->comment, &found[i]);
    item->id = is_same ? found[i].id : item->id;
  }
  arena_free(a);
  return e || is_same ? e : ERR_NOT_FOUND;
}

/* Adds or rewrites a comment; *approved counts the additional public ones. */
static enum err import_comment_list_add_one(struct db *s, int64_t article,
    struct import_comments *all, struct import_comment *item, int64_t *approved) {
  struct comment *c = &item->comment;
  c->article_id = article;
  c->parent_id = item->parent == NONE ? 0 : all->items[item->parent].id;
  enum err e = comment_by_source(s, article, c->source_key, &item->id);
  if (!e) {
    /* The source's content; the status belongs to the moderator by now. */
    c->id = item->id;
    return comment_rewrite(s, c, item->email);
  }
  if (e == ERR_GONE) {
    /* Replies to a deleted comment move up to its parent, as in the database. */
    item->id = c->parent_id;
    return OK;
  }
  if (e == ERR_NOT_FOUND) {
    e = import_comment_list_find_same(s, all, item);
    if (!e)
      return OK;
  }
  if (e == ERR_NOT_FOUND)
    e = comment_insert(s, c, item->email, NULL, &item->id);
  if (e)
    return e;
  all->added++;
  *approved += c->status == COMMENT_APPROVE;
  return OK;
}

/* An export brings the IDs that links lead to. If one is taken, all comments get new
 * ones, in the order of the list. */
static enum err import_comment_list_keep_ids(
    struct db *s, struct import_comments *all) {
  struct arena *a = arena_new(LIMIT_COMMENT_MEMORY);
  enum err e = a ? ERR_NOT_FOUND : ERR_NOMEM;
  for (size_t i = 0; e == ERR_NOT_FOUND && i < all->count; i++) {
    struct comment other;
    arena_reset(a);
    e = all->items[i].local <= MOST_ID
            ? comment_by_id(s, a, all->items[i].local, &other)
            : OK;
  }
  arena_free(a);
  for (size_t i = 0; e == ERR_NOT_FOUND && i < all->count; i++)
    all->items[i].comment.id = all->items[i].local;
  return e == ERR_NOT_FOUND ? OK : e;
}

enum err import_comment_list_add(struct db *s, int64_t article, void *context) {
  struct import_comments *all = context;
  int64_t approved = 0;
  /* An article that is refused may be saved once more. */
  all->added = 0;
  enum err e = all->keep_ids ? import_comment_list_keep_ids(s, all) : OK;
  for (size_t i = 0; !e && i < all->count; i++)
    e = import_comment_list_add_one(
        s, article, all, &all->items[all->order[i]], &approved);
  return e || !approved ? e : article_add_comments(s, article, approved);
}
