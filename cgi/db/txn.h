/* The one way to write: every change of the web, the command and the keeper goes
 * through gate_write, which numbers it and notes what pages depend on. */
#ifndef DB_TXN_H
#define DB_TXN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Makes changes inside the transaction. What it returns decides: OK commits, anything
 * else rolls all of it back. */
typedef enum err gate_change(struct store *s, void *context);

/* Runs `change` in one immediate transaction: the change counter is raised first, the
 * keys it touches take its number, and it is on the disk when this returns OK. Returns
 * what `change` returned, or ERR_BUSY, ERR_FULL, ERR_IO of the transaction. */
enum err gate_write(struct store *s, gate_change *change, void *context) MUST_USE;

/* Inside a change: runs another one, a part of it. Where that fails, what the part
 * wrote is undone and the rest stays; returns what it returned. Where the whole
 * transaction is lost with it (a full disk), the gate finds that out by itself. */
enum err gate_part(struct store *s, gate_change *part, void *context) MUST_USE;

/* Notes, inside a change, that what `kind` and `id` name is different now. For
 * GATE_DATE, `id` is the number YYYY, YYYYMM or YYYYMMDD; for GATE_MENU and GATE_SITE
 * it means nothing. */
enum gate_key {
  GATE_ARTICLE,
  GATE_BESIDE,   /* what the page names: before, after, related */
  GATE_COMMENTS, /* the comments of an article; 0: those of any */
  GATE_LISTING,
  GATE_DATE,
  GATE_MENU,
  GATE_SITE,
  GATE_PATH
};
enum err gate_touch(struct store *s, enum gate_key kind, int64_t id) MUST_USE;

/* The same for a list, GATE_LISTING or GATE_DATE, that an article of that listing key
 * came into (`delta` 1) or left (-1). */
enum err gate_touch_list(
    struct store *s, enum gate_key kind, int64_t id, int64_t key, int delta) MUST_USE;

/* Notes that the address `path` leads to something else now. It has no revision: what
 * it leads to has. */
enum err gate_touch_path(struct store *s, const char *path) MUST_USE;

/* The number of the last change of a key; 0 where it never changed. */
enum err gate_revision(
    struct store *s, enum gate_key kind, int64_t id, int64_t *out) MUST_USE;

/* Raises the number of the change at hand past `beyond` and whatever a life of the
 * database that was given up may have counted to, which nobody may know: pages of that
 * life are in readers' caches. For a database that was brought back. */
enum err gate_leap(struct store *s, int64_t beyond) MUST_USE;

/* ---- The page store's part ---- */

struct gate_touched {
  enum gate_key kind;
  int64_t id;
  char *path; /* of a GATE_PATH, else NULL */
  /* Of a list: the keys of the newest and the oldest article that came or went, and how
   * many more it has now. */
  int64_t newest, oldest, delta;
};

/* What a change has touched, each once. `all` is set where that is too much to go
 * through, or something has changed that did not pass the gate. */
struct gate_changes {
  const struct gate_touched *touched;
  size_t count;
  bool all;
};

/* Runs inside the transaction after the change and right before COMMIT; an error rolls
 * back. It may touch more. `after` runs after COMMIT or ROLLBACK, if the first returned
 * OK. */
typedef enum err gate_before_commit(
    struct store *s, void *context, const struct gate_changes *changes);
typedef void gate_after(void *context);

/* Every gate_write of the connection calls these from now on. */
void gate_set_hook(
    struct store *s, gate_before_commit *before, gate_after *after, void *context);

#endif
