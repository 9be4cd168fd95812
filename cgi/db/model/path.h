/* The addresses of articles, and what each leads to. Paths are decoded UTF-8 with
 * slashes at both ends, "/2026/11/hello/". Everything that writes must be called inside
 * txn_write, and invalidates the addresses. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_PATH_H
#define DB_MODEL_PATH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

enum path_kind {
  PATH_ARTICLE, /* the article's permalink */
  PATH_MOVED,   /* a former address: 301 to the permalink */
  PATH_GONE     /* of an article that was withdrawn or deleted: 410 */
};

struct path {
  enum path_kind kind;
  int64_t article_id; /* 0: the article was deleted */
};

/* Finds what `path` leads to. ERR_NOT_FOUND if no article ever had it. */
enum err path_find(struct db *s, const char *path, struct path *out) MUST_USE;

/* Lists the addresses of an article, in the arena. */
enum err path_of_article(struct db *s, struct arena *a, int64_t article,
    const char ***out, size_t *count) MUST_USE;

/* Sets what `path` leads to, replacing what it led to before. ERR_EXISTS if there is no
 * such article. */
enum err path_set(
    struct db *s, const char *path, enum path_kind kind, int64_t article) MUST_USE;

/* Makes `path` return 410, unless it leads to something. */
enum err path_set_gone(struct db *s, const char *path) MUST_USE;

/* Calls `visit` for every address of a deleted article, in byte order. An error of the
 * visitor ends the walk and is returned. */
typedef enum err path_visit(void *context, const char *path);
enum err path_each_gone(struct db *s, path_visit *visit, void *context) MUST_USE;

/* Counts the former addresses that redirect to articles. */
enum err path_count_moved(struct db *s, int64_t *out) MUST_USE;

/* Makes all addresses of an article former ones; the caller sets its permalink next. */
enum err path_move(struct db *s, int64_t article) MUST_USE;

/* Makes all addresses of an article return 410. */
enum err path_withdraw(struct db *s, int64_t article) MUST_USE;

/* Does the same before the article is deleted: they no longer refer to it. */
enum err path_forget(struct db *s, int64_t article) MUST_USE;

#endif
