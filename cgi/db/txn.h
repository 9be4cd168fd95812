/* The one way to write: every change of the web, the command and the scheduler goes
 * through txn_write, which numbers it and notes what pages depend on. */
#ifndef DB_TXN_H
#define DB_TXN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Makes changes inside the transaction. What it returns decides: OK commits, anything
 * else rolls all of it back. */
typedef enum err txn_change(struct db *s, void *context);

/* Runs `change` in one immediate transaction: the change counter is raised first, the
 * keys it touches take its number, and it is on the disk when this returns OK. Returns
 * what `change` returned, or ERR_BUSY, ERR_FULL, ERR_IO of the transaction. */
enum err txn_write(struct db *s, txn_change *change, void *context) MUST_USE;

/* Inside a change: runs another one, a part of it. Where that fails, what the part
 * wrote is undone and the rest stays; returns what it returned. Where the whole
 * transaction is lost with it (a full disk), the gate finds that out by itself. */
enum err txn_savepoint(struct db *s, txn_change *part, void *context) MUST_USE;

/* Notes, inside a change, that what `kind` and `id` name is different now. For
 * DEP_DATE, `id` is the number YYYY, YYYYMM or YYYYMMDD; for DEP_MENU and DEP_SITE
 * it means nothing. */
enum dep_key {
  DEP_ARTICLE,
  DEP_NEIGHBOURS, /* what the page names: before, after, related */
  DEP_COMMENTS,   /* the comments of an article; 0: those of any */
  DEP_LISTING,
  DEP_DATE,
  DEP_MENU,
  DEP_SITE,
  DEP_PATH
};
enum err txn_invalidate(struct db *s, enum dep_key kind, int64_t id) MUST_USE;

/* The same for a list, DEP_LISTING or DEP_DATE, that an article of that listing key
 * came into (`delta` 1) or left (-1). */
enum err txn_invalidate_list(
    struct db *s, enum dep_key kind, int64_t id, int64_t key, int delta) MUST_USE;

/* Notes that the address `path` leads to something else now. It has no revision: what
 * it leads to has. */
enum err txn_invalidate_path(struct db *s, const char *path) MUST_USE;

/* The number of the last change of a key; 0 where it never changed. */
enum err txn_revision(
    struct db *s, enum dep_key kind, int64_t id, int64_t *out) MUST_USE;

/* Raises the number of the change at hand past `beyond` and whatever a life of the
 * database that was given up may have counted to, which nobody may know: pages of that
 * life are in readers' caches. For a database that was brought back. */
enum err txn_advance(struct db *s, int64_t beyond) MUST_USE;

/* ---- The page cache's part ---- */

struct txn_invalidated {
  enum dep_key kind;
  int64_t id;
  char *path; /* of a DEP_PATH, else NULL */
  /* Of a list: the keys of the newest and the oldest article that came or went, and how
   * many more it has now. */
  int64_t newest, oldest, delta;
};

/* What a change has touched, each once. `all` is set where that is too much to go
 * through, or something has changed that did not pass the gate. */
struct txn_changes {
  const struct txn_invalidated *touched;
  size_t count;
  bool all;
};

/* Runs inside the transaction after the change and right before COMMIT; an error rolls
 * back. It may touch more. `after` runs after COMMIT or ROLLBACK, if the first returned
 * OK. */
typedef enum err txn_before_commit(
    struct db *s, void *context, const struct txn_changes *changes);
typedef void txn_after(void *context);

/* Every txn_write of the connection calls these from now on. */
void txn_set_hook(
    struct db *s, txn_before_commit *before, txn_after *after, void *context);

#endif
