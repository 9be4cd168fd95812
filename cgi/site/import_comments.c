#include "site/import_comments.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "site/comment_fields.h"
#include "site/commenting.h"
#include "store/article.h"
#include "store/comment.h"

#define NONE SIZE_MAX

/* One comment of the file, and where it has gone. */
struct import_comment {
  int64_t local, local_parent; /* ids in the file; parent 0: none */
  size_t parent;               /* its place in the list, or NONE */
  struct comment comment;
  const char *email;
  int64_t id; /* in the database, once it is there */
};

/* What is being read. */
struct reader {
  struct arena *arena;
  struct text_problem *problem;
};

static enum err fault(struct reader *r, int64_t local, const char *what) {
  return text_problem_set(r->problem, 0, "comment %lld: %s", (long long)local, what);
}

/* "" where it is left out, or null. */
static const char *text_of(json_t *object, const char *key) {
  const char *s = json_string_value(json_object_get(object, key));
  return s ? s : "";
}

/* Something else than a text would be taken for none, and be lost. */
static enum err check_kinds(struct reader *r, json_t *object, int64_t local) {
  static const char *const texts[] = {
      "author", "email", "url", "text", "status", "date"};
  const json_t *parent = json_object_get(object, "parent");
  if (local <= 0)
    return fault(r, local, "\"id\" must be a number from 1, without quotes");
  if (parent && !json_is_null(parent) && !json_is_integer(parent))
    return fault(r, local,
        "\"parent\" must be the \"id\" of the comment answered, without quotes");
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    const json_t *value = json_object_get(object, texts[i]);
    if (value && !json_is_null(value) && !json_is_string(value))
      return text_problem_set(r->problem, 0,
          "comment %lld: \"%s\" must be a text in quotes", (long long)local, texts[i]);
  }
  return OK;
}

static enum err read_texts(
    struct reader *r, json_t *object, struct import_comment *item) {
  struct comment *c = &item->comment;
  char *source = arena_strdup(r->arena, text_of(object, "text"));
  if (source)
    utf8_unify_newlines(source, strlen(source));
  item->email = comment_fields_trim(r->arena, text_of(object, "email"));
  c->author = comment_fields_trim(r->arena, text_of(object, "author"));
  c->url = comment_fields_trim(r->arena, text_of(object, "url"));
  c->source = source;
  c->source_key = arena_printf(r->arena, "%lld", (long long)item->local);
  return item->email && c->author && c->url && c->source && c->source_key ? OK
                                                                          : ERR_NOMEM;
}

/* What the form would say. */
static const char *sentence(struct arena *a, enum word wrong, const char *text) {
  char most[32], count[32];
  snprintf(most, sizeof most, "%d", comment_fields_most(wrong));
  snprintf(count, sizeof count, "%zu", utf8_length(text));
  const char *s = words_format(a, "en", wrong, "MOST", most, "COUNT", count, NULL);
  return s ? s : words_get("en", wrong);
}

/* The rules of the form; only an e-mail address may be missing. */
static enum err check_texts(struct reader *r, const struct import_comment *item) {
  const struct comment *c = &item->comment;
  enum word wrong[] = {comment_fields_author(c->author),
      *item->email ? comment_fields_email(item->email) : WORD_COUNT,
      comment_fields_url(c->url), comment_fields_text(c->source)};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    if (wrong[i] != WORD_COUNT)
      return fault(r, item->local, sentence(r->arena, wrong[i], c->source));
  if (utf8_check(c->source, strlen(c->source), UTF8_MULTI_LINE))
    return fault(r, item->local, "\"text\" has a control character: take it out");
  return OK;
}

static enum err read_item(
    struct reader *r, json_t *object, struct import_comment *item) {
  struct comment *c = &item->comment;
  const char *status = text_of(object, "status");
  item->local = json_integer_value(json_object_get(object, "id"));
  item->local_parent = json_integer_value(json_object_get(object, "parent"));
  c->type = "comment";
  enum err e = check_kinds(r, object, item->local);
  if (!e)
    e = read_texts(r, object, item);
  if (!e)
    e = check_texts(r, item);
  if (e)
    return e;
  if (!comment_status_find(*status ? status : "hold", &c->status))
    return fault(r, item->local, "\"status\" must be approve, hold, spam or trash");
  if (clock_parse(text_of(object, "date"), &c->created_at))
    return fault(r, item->local, "\"date\" must be like 2026-10-02T10:00:00+02:00");
  return commenting_render(r->arena, c);
}

/* An id in the file, and its place in the list. */
struct local {
  int64_t id;
  size_t at;
};

static int by_id(const void *a, const void *b) {
  int64_t x = ((const struct local *)a)->id, y = ((const struct local *)b)->id;
  return x < y ? -1 : x > y;
}

/* Finds the comment each one answers. */
static enum err link_parents(struct reader *r, struct import_comments *all) {
  struct local *ids = arena_array(r->arena, all->count + 1, sizeof *ids);
  if (!ids)
    return ERR_NOMEM;
  for (size_t i = 0; i < all->count; i++)
    ids[i] = (struct local){all->items[i].local, i};
  qsort(ids, all->count, sizeof *ids, by_id);
  for (size_t i = 1; i < all->count; i++)
    if (ids[i].id == ids[i - 1].id)
      return fault(r, ids[i].id, "another comment has this id too");
  for (size_t i = 0; i < all->count; i++) {
    struct import_comment *item = &all->items[i];
    struct local wanted = {.id = item->local_parent};
    item->parent = NONE;
    if (!item->local_parent)
      continue;
    struct local *found = bsearch(&wanted, ids, all->count, sizeof *ids, by_id);
    if (!found)
      return fault(r, item->local, "\"parent\" names a comment that is not there");
    item->parent = found->at;
  }
  return OK;
}

/* The order of the file, but each behind what it answers. */
static enum err order(struct reader *r, struct import_comments *all) {
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
    if (at != NONE && state[at] == WALKED)
      return fault(r, all->items[at].local, "\"parent\" leads back to itself");
    while (n) {
      state[walk[--n]] = PLACED;
      all->order[placed++] = walk[n];
    }
  }
  return OK;
}

enum err import_comments_read(struct arena *a, const char *json,
    struct import_comments *out, struct text_problem *problem) {
  json_error_t error;
  struct reader r = {a, problem};
  struct import_comments all = {0};
  json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, &error);
  if (!root) {
    enum err ignored = text_problem_set(problem, error.line, "%s", error.text);
    (void)ignored;
    return ERR_SYNTAX;
  }
  json_t *list = json_object_get(root, "comments");
  enum err e = OK;
  if (!json_is_array(list))
    e = text_problem_set(problem, 0, "there is no list \"comments\"");
  all.items = arena_array(a, json_array_size(list) + 1, sizeof *all.items);
  if (!e && !all.items)
    e = ERR_NOMEM;
  for (size_t i = 0; !e && i < json_array_size(list); i++)
    e = read_item(&r, json_array_get(list, i), &all.items[all.count++]);
  json_decref(root);
  if (!e)
    e = link_parents(&r, &all);
  if (!e)
    e = order(&r, &all);
  if (!e)
    *out = all;
  return e;
}

/* What the file says of a comment that is there. Its state is the moderator's by now.
 */
static enum err rewrite(
    struct store *s, struct import_comment *item, struct text_problem *problem) {
  struct comment *c = &item->comment;
  c->id = item->id;
  /* Only an answer that came later is shown as one (thread.c). */
  if (c->parent_id > c->id)
    return text_problem_set(problem, 0,
        "comment %s: \"parent\" names one that came later: give comment %s another"
        " \"id\", and delete the one that is there (pamphlet comment delete %lld)",
        c->source_key, c->source_key, (long long)c->id);
  return comment_rewrite(s, c, item->email);
}

/* Adds or rewrites one; *approved counts those that are to be seen more than before. */
static enum err add_one(struct store *s, int64_t article, struct import_comments *all,
    struct import_comment *item, int64_t *approved) {
  struct comment *c = &item->comment;
  c->article_id = article;
  c->parent_id = item->parent == NONE ? 0 : all->items[item->parent].id;
  enum err e = comment_by_source(s, article, c->source_key, &item->id);
  if (!e)
    return rewrite(s, item, &all->problem);
  if (e == ERR_GONE) {
    /* Its answers answer what it answered, as those do that were there already. */
    item->id = c->parent_id;
    return OK;
  }
  if (e == ERR_NOT_FOUND)
    e = comment_insert(s, c, item->email, NULL, &item->id);
  if (!e)
    *approved += c->status == COMMENT_APPROVE;
  return e;
}

enum err import_comments_add(struct store *s, int64_t article, void *context) {
  struct import_comments *all = context;
  int64_t approved = 0;
  enum err e = OK;
  for (size_t i = 0; !e && i < all->count; i++)
    e = add_one(s, article, all, &all->items[all->order[i]], &approved);
  return e || !approved ? e : article_add_comments(s, article, approved);
}
