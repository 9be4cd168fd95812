/* Live posts and their updates. Everything that writes must be called inside txn_write;
 * site/publish/live_write.h has the rules. Times are microseconds since 1970. Errors
 * beyond those named: db/db.h. */
#ifndef DB_MODEL_LIVE_H
#define DB_MODEL_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

struct live {
  bool newest_first;
  int64_t started_at, ended_at; /* ended_at 0: it goes on */
  int64_t refresh;     /* seconds after which browsers load the page again; 0: never */
  int64_t last_number; /* the greatest that an update ever had */
};

struct live_update {
  int64_t number;        /* from 1, part of its address */
  int64_t at, edited_at; /* edited_at 0: never */
  const char *title;     /* "" for none */
  const char *source;    /* Markdown */
  const char *html;      /* sanitised */
  const char *rich;      /* html with what was made of its code, formulas and diagrams;
                            NULL if it has none of these */
};

/* Reads the state of an article; *found becomes false if it is not live and never was,
 * or if it is a page. */
enum err live_read(
    struct db *s, int64_t article, bool *found, struct live *out) MUST_USE;

/* Writes the state. */
enum err live_set(struct db *s, int64_t article, const struct live *live) MUST_USE;

/* Reads the updates of an article, by time and number, into the arena. ERR_NOMEM. */
enum err live_update_list(struct db *s, struct arena *a, int64_t article,
    bool newest_first, struct live_update **out, size_t *count) MUST_USE;

/* The same for the `most` newest ones, newest first. */
enum err live_update_newest(struct db *s, struct arena *a, int64_t article, size_t most,
    struct live_update **out, size_t *count) MUST_USE;

/* Reads one update into the arena. ERR_NOT_FOUND, ERR_NOMEM. */
enum err live_update_read(struct db *s, struct arena *a, int64_t article,
    int64_t number, struct live_update *out) MUST_USE;

/* Reads the greatest number of an update that an article has now; 0: it has none. */
enum err live_update_last(struct db *s, int64_t article, int64_t *number) MUST_USE;

/* How many updates an article has, and the bytes of their texts and HTML
 * together. */
enum err live_update_size(
    struct db *s, int64_t article, int64_t *count, int64_t *bytes) MUST_USE;

/* What one update adds to these bytes. */
size_t live_update_bytes(const struct live_update *update);

/* Adds an update, or replaces the one of that number. */
enum err live_update_put(
    struct db *s, int64_t article, const struct live_update *update) MUST_USE;

/* Removes the update of that number, or with 0 all. */
enum err live_update_remove(struct db *s, int64_t article, int64_t number) MUST_USE;

#endif
