/* Corrections: what readers are told about mistakes in published articles. Everything
 * that writes must be called inside txn_write. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_CORRECTION_H
#define DB_MODEL_CORRECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct db;

struct correction {
  int64_t id, article_id;
  int64_t at;          /* whole seconds, in microseconds as all times */
  const char *note;    /* a line of plain text */
  const char *changes; /* as site/core/change_text.h writes them; "": none are shown */
  bool in_file;        /* front matter has it, so that it can also remove it */
};

/* Lists those of an article in the arena, oldest first; *count becomes 0 if it has
 * none. */
enum err correction_of_article(struct db *s, struct arena *a, int64_t article,
    struct correction **out, size_t *count) MUST_USE;

/* Lists at most `most` of those of public articles in the arena, newest first, without
 * the first `skip`. */
enum err correction_newest(struct db *s, struct arena *a, int64_t skip, int64_t most,
    struct correction **out, size_t *count) MUST_USE;

/* Counts those of public articles. */
enum err correction_count(struct db *s, int64_t *out) MUST_USE;

/* Adds one; its `id` is ignored. Invalidates as correction_invalidate. */
enum err correction_add(struct db *s, const struct correction *c) MUST_USE;

/* Changes everything about the one with c->id except its article. Invalidates. */
enum err correction_update(struct db *s, const struct correction *c) MUST_USE;

/* Removes one of an article. Invalidates. */
enum err correction_delete(struct db *s, int64_t article, int64_t id) MUST_USE;

/* If the article has corrections, invalidates DEP_ARTICLE of 0: the list of the
 * corrections of all articles. For changes of what the list says about the article. */
enum err correction_invalidate(struct db *s, int64_t article) MUST_USE;

/* The text of an article before its first change that readers were not told about, in
 * the arena; NULL if there was none. */
enum err correction_before(
    struct db *s, struct arena *a, int64_t article, const char **out) MUST_USE;

/* Keeps that text, unless an earlier one is kept. */
enum err correction_before_keep(
    struct db *s, int64_t article, const char *text) MUST_USE;

/* Forgets it, as readers were told. */
enum err correction_before_forget(struct db *s, int64_t article) MUST_USE;

#endif
