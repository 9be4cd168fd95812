/* Which articles are closed for comments: by their age, as far as pages have been told,
 * and by the author's command. Errors: db/db.h. */
#ifndef DB_MODEL_CLOSING_H
#define DB_MODEL_CLOSING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

/* What the scheduler remembers between two runs. */
struct closing_state {
  int64_t days;  /* the setting for which `until` holds */
  int64_t until; /* pages of articles up to this position show that they are closed */
};

enum err closing_state_read(struct db *s, struct closing_state *out) MUST_USE;
enum err closing_state_set(struct db *s, const struct closing_state *state) MUST_USE;

/* Finds the first article by position, after `after` and up to `until`, whose author
 * allows comments. *found is false if there is none. */
enum err closing_next(struct db *s, int64_t after, int64_t until, bool *found,
    int64_t *id, int64_t *position) MUST_USE;

/* *closed is whether the comments of the whole site are. */
enum err closing_site_is(struct db *s, bool *closed) MUST_USE;

/* The author's sentence about the closed comments of an article, or (0) of the site; ""
 * if there is none. ERR_NOT_FOUND, ERR_NOMEM. */
enum err closing_message(
    struct db *s, struct arena *a, int64_t article, const char **out) MUST_USE;

/* Inside txn_write: closes the comments of an article, or (0) of the site, with a
 * sentence, or opens them. A later import of the article knows that a command has
 * closed it (site/publish/article_closing.h). *changed is false if they were just so
 * already, or if there is no such article. */
enum err closing_close(struct db *s, int64_t article, bool closed, const char *message,
    bool *changed) MUST_USE;

#endif
