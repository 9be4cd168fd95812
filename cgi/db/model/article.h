/* Articles: posts and static pages. Everything that writes must be called inside
 * txn_write; site/publish has the rules. Strings that are read live in the arena. Times
 * are microseconds since 1970. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_ARTICLE_H
#define DB_MODEL_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/model/article_body.h"

enum article_type { ARTICLE_POST, ARTICLE_PAGE };

enum article_status {
  ARTICLE_DRAFT,
  ARTICLE_FUTURE, /* the scheduler will publish it */
  ARTICLE_PUBLISH,
  ARTICLE_PRIVATE,  /* not shown to readers */
  ARTICLE_WITHDRAWN /* was public; its addresses return 410 */
};

/* What the source of an article says of comments, in a front matter key or the like. */
enum article_comments_key {
  ARTICLE_COMMENTS_UNKNOWN, /* not imported, or only by older versions */
  ARTICLE_COMMENTS_UNSAID,
  ARTICLE_COMMENTS_CLOSED,
  ARTICLE_COMMENTS_OPEN
};

struct article {
  int64_t id;
  enum article_type type;
  enum article_status status;
  const char *slug, *title, *excerpt, *lang;
  int64_t author_id;
  const char *author, *author_slug; /* read, never written */
  int64_t parent_id;                /* 0: none */
  int64_t menu_order;
  bool in_menu, sticky;
  int64_t created_at, published_at, updated_at;
  int64_t expires_at;     /* 0: never */
  int64_t position;       /* 0: in no listing */
  const char *permalink;  /* NULL before first publication */
  bool comments_open;     /* the author's decision; see site/core/closing.h */
  bool closed_by_command; /* set by closing_close; opening the comments clears it */
  enum article_comments_key comments_key; /* at the last import */
  int64_t comment_count;
  int reading_minutes;
  const char *source_key; /* NULL: not imported */
  uint8_t source_hash[32];
};

/* The names of types and statuses, which are those of wp-cli where it has one: "post"
 * "page"; "draft" "future" "publish" "private" "withdrawn". The find functions return
 * false for an unknown name. */
const char *article_type_name(enum article_type t);
const char *article_status_name(enum article_status s);
bool article_type_find(const char *name, enum article_type *out);
bool article_status_find(const char *name, enum article_status *out);

/* Reads an article by its id, or by where it was imported from. ERR_NOT_FOUND. */
enum err article_by_id(
    struct db *s, struct arena *a, int64_t id, struct article *out) MUST_USE;
enum err article_by_source(struct db *s, struct arena *a, const char *source_key,
    struct article *out) MUST_USE;

/* Calls `visit` for every imported article, by id. `source_hash` has 32 bytes. An error
 * of the visitor ends the walk and is returned. */
typedef enum err article_source_visit(
    void *context, int64_t id, const char *source_key, const uint8_t *source_hash);
enum err article_each_source(
    struct db *s, article_source_visit *visit, void *context) MUST_USE;

/* Calls `visit` for every article of a type and status (-1: any), newest first. An
 * error of the visitor ends the walk and is returned. */
struct article_filter {
  int type, status;
};
typedef enum err article_visit(void *context, const struct article *article);
enum err article_each(struct db *s, struct arena *a, const struct article_filter *f,
    article_visit *visit, void *context) MUST_USE;

/* Lists the published pages of the menu, by menu_order and title; 100 at most. */
enum err article_menu(
    struct db *s, struct arena *a, struct article **out, size_t *count) MUST_USE;

/* Adds an article with its body. *id is article->id or, if that is 0, a new one.
 * author, author_slug and comment_count are ignored. ERR_EXISTS if another article has
 * the id, position, permalink or source_key. */
enum err article_insert(struct db *s, const struct article *article,
    const struct article_body *body, int64_t *id) MUST_USE;

/* Replaces an article except its comment_count, and its body if `body` is not NULL.
 * ERR_EXISTS as above. Does nothing if there is no such article. */
enum err article_update(struct db *s, const struct article *article,
    const struct article_body *body) MUST_USE;

/* Deletes an article with its body and terms. Its comments, listing entries and
 * addresses must be deleted before (otherwise ERR_EXISTS). Child pages keep their
 * addresses, but have no parent any more. */
enum err article_delete(struct db *s, int64_t id) MUST_USE;

/* What the scheduler changes. */
enum err article_set_state(struct db *s, int64_t id, enum article_status status,
    int64_t position, const char *permalink, const char *slug) MUST_USE;

/* Adds `change` to the count of approved comments. */
enum err article_add_comments(struct db *s, int64_t id, int64_t change) MUST_USE;

/* Finds a position for `published_at` that no article has: the time itself if it is
 * free. Articles of different times are then in the right order, whichever is published
 * first. */
enum err article_free_position(
    struct db *s, int64_t published_at, int64_t *out) MUST_USE;

#endif
