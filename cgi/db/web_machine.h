/* The web machines that share a database in PostgreSQL, and which pages each of them
 * has to evict. docs/several-machines.md describes the protocol. A database in a file
 * has one machine, of which these tables know nothing. */
#ifndef DB_WEB_MACHINE_H
#define DB_WEB_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

enum { WEB_MACHINE_NAME = 33 /* with the NUL */ };

/* The pages that a change evicts: the functions of pagecache/pagecache_evict.h, or all
 * pages. */
enum web_eviction_kind {
  WEB_EVICTION_PAGE,
  WEB_EVICTION_NUMBERS,
  WEB_EVICTION_LAST,
  WEB_EVICTION_ALL
};

struct web_eviction {
  enum web_eviction_kind kind;
  const char *path; /* "" for all */
  int64_t first, last;
};

/* Names the machine that uses this connection. Until then, it is "". */
void web_machine_set_name(struct db *s, const char *name);

/* ---- Inside txn_write ---- */

/* Whether another machine may have pages. No machine can become one that has before the
 * change is over. False for a database in a file. */
enum err web_machine_has_others(struct db *s, bool *out) MUST_USE;

/* Tells the others to evict pages, the `number`-th of this change. */
enum err web_eviction_add(
    struct db *s, int number, const struct web_eviction *eviction) MUST_USE;

/* The number of the change that is being written. */
int64_t web_machine_change(const struct db *s);

/* From the end of this change on, this machine may have pages: it has confirmed all
 * changes so far. */
enum err web_machine_join(struct db *s) MUST_USE;

/* ---- Outside of transactions ---- */

/* Whether a machine that may have pages has not confirmed a change. */
enum err web_machine_is_awaited(struct db *s, int64_t change, bool *out) MUST_USE;

/* Declares that the machines which have not confirmed it have no pages. They stop using
 * theirs by themselves; *count is their number. */
enum err web_machine_expire(struct db *s, int64_t change, int64_t *count) MUST_USE;

/* The number of the last change that was committed, and of the last one that this
 * machine has confirmed. ERR_NOT_FOUND if it is not known. */
enum err web_machine_newest(struct db *s, int64_t *change, int64_t *confirmed) MUST_USE;

/* Calls `evict` for what others have evicted after the change `after` and up to
 * `newest`, in order. An error ends the walk and is returned. */
typedef enum err web_eviction_visit(void *context, const struct web_eviction *eviction);
enum err web_eviction_each(struct db *s, int64_t after, int64_t newest,
    web_eviction_visit *visit, void *context) MUST_USE;

/* Confirms all changes up to that one. ERR_GONE if this machine was declared to have no
 * pages. */
enum err web_machine_confirm(struct db *s, int64_t change) MUST_USE;

/* This machine has no pages any more. */
enum err web_machine_leave(struct db *s) MUST_USE;

/* Deletes what every machine with pages has confirmed. */
enum err web_eviction_clean(struct db *s) MUST_USE;

/* Asks to be woken when there is something to evict, and waits for that, for a signal
 * or for `timeout` milliseconds. True if there is one of `signals`, a signalfd. */
bool web_machine_wait(struct db *s, int signals, int timeout);

#endif
