/* What a change invalidates, as the page cache sees it before COMMIT. Types only:
 * db/txn.h has the operations. */
#ifndef DB_TXN_HOOK_H
#define DB_TXN_HOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct db;

/* What a page can depend on. Each key is a row of the table `dependency`, which holds
 * the number of the last change to it; docs/page-cache.md lists the keys of each page.
 */
enum dep_key {
  DEP_ARTICLE,    /* id 0: the corrections of any article */
  DEP_NEIGHBOURS, /* what only an article's page shows: the articles it links to
                   * (previous, next, related), and how many readers said thank you */
  DEP_COMMENTS,   /* the comments of an article; id 0: of any article */
  DEP_LISTING,
  DEP_DATE, /* the archive of a year, month or day; the id is YYYY, YYYYMM or YYYYMMDD
             */
  DEP_MENU, /* the id is ignored */
  DEP_SITE, /* every page; the id is ignored */
  DEP_PATH  /* what an address leads to; has no row in `dependency` */
};

struct txn_invalidated {
  enum dep_key kind;
  int64_t id;
  char *path; /* for DEP_PATH, otherwise NULL */
  /* For a list: the listing keys of the newest and the oldest article that was added or
   * removed, and how many more articles it has now. For the comments of an article: the
   * IDs of those added or removed; equal, and not 0, if it was one comment and nothing
   * else. */
  int64_t newest, oldest, delta;
};

/* What a change invalidated, each key once. `all` is set if that is too much to evict
 * page by page, or if rows were changed outside txn_write; the array is incomplete
 * then. */
struct txn_changes {
  const struct txn_invalidated *invalidated;
  size_t count;
  bool all;
};

/* Runs inside the transaction, after the change and right before COMMIT. An error rolls
 * back. It may invalidate more. */
typedef enum err txn_before_commit(
    struct db *s, void *context, const struct txn_changes *changes);

/* Runs after COMMIT or ROLLBACK if txn_before_commit returned OK. `committed` is false
 * if that is not certain. The database can be read, and holds what this change has
 * left: nothing else can be committed before this function has released the lock that
 * txn_before_commit took. */
typedef void txn_after(void *context, bool committed);

#endif
