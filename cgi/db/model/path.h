/* The addresses of articles: what each path leads to. Paths are decoded UTF-8 with
 * slashes at both ends, "/2026/11/hello/". Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_PATH_H
#define DB_MODEL_PATH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

enum path_kind {
  PATH_ARTICLE, /* the article's own address */
  PATH_MOVED,   /* it was once: answer 301 to the article's own */
  PATH_GONE     /* withdrawn: answer 410 */
};

struct path {
  enum path_kind kind;
  int64_t article_id; /* 0: deleted for good */
};

/* What `path` leads to; ERR_NOT_FOUND where nothing was ever there. */
enum err path_find(struct db *s, const char *path, struct path *out) MUST_USE;

/* The addresses of an article, in their order, in the arena. */
enum err path_of_article(struct db *s, struct arena *a, int64_t article,
    const char ***out, size_t *count) MUST_USE;

/* Makes `path` lead to something, whatever it led to before. ERR_EXISTS where there is
 * no such article. Inside txn_write. */
enum err path_set(
    struct db *s, const char *path, enum path_kind kind, int64_t article) MUST_USE;

/* Makes `path` lead to nothing any more, where it leads to nothing yet. Inside
 * txn_write. */
enum err path_set_gone(struct db *s, const char *path) MUST_USE;

/* Calls `visit` for every address whose article was deleted for good, in their order;
 * its error ends it and is returned. */
typedef enum err path_visit(void *context, const char *path);
enum err path_each_gone(struct db *s, path_visit *visit, void *context) MUST_USE;

/* Turns all addresses of an article into moved ones (its own is set anew then), or into
 * gone ones (and lets go of the article when it is deleted). An article without any is
 * no error. Inside txn_write. */
enum err path_move(struct db *s, int64_t article) MUST_USE;
enum err path_withdraw(struct db *s, int64_t article) MUST_USE;
enum err path_forget(struct db *s, int64_t article) MUST_USE;

#endif
