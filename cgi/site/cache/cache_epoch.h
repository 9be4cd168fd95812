/* The page cache of a site: which folder, which epoch, and when a new one begins. */
#ifndef SITE_CACHE_CACHE_EPOCH_H
#define SITE_CACHE_CACHE_EPOCH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/cache_record.h"
#include "site/core/site.h"

/* Makes site->pagecache the store that the database names in the transaction at hand,
 * whose row is *row afterwards; NULL where it names none, or one that is gone with the
 * memory it was in. ERR_PAGECACHE, and NULL, where it is there but cannot be used: a
 * part or the lock file was deleted, or this is a copy of the site it belongs to. */
enum err cache_epoch_attach(
    struct site *site, struct arena *a, struct cache_record *row) MUST_USE;

/* ---- Inside txn_write ---- */

/* Begins an empty epoch: every page is rendered anew and has a new ETag. */
enum err cache_epoch_renew(struct site *site, const struct cache_record *row) MUST_USE;

/* Ends the epoch of a store that cannot be used, and forgets it: nothing is stored
 * until the scheduler, or a new start, makes one. */
enum err cache_epoch_let_go(
    struct site *site, struct arena *a, const struct cache_record *row) MUST_USE;

/* True while lists have the same articles on a page for this process as for those that
 * publish: else it cannot tell which page shows an article. */
bool cache_epoch_has_lists_of(const struct site *site);

/* ---- By themselves ---- */

/* Makes the store that the settings ask for, empty, and lets the database and the link
 * run/cache in the site name it. Where it cannot be made, or is not wanted, there is
 * none: pages are answered all the same; `why` has a sentence, which is in the log too,
 * else "". */
enum err cache_epoch_start(
    struct site *site, struct arena *a, char *why, size_t why_size) MUST_USE;

/* True while the epoch is the one in `row` and takes pages rendered with the templates
 * of `site`, which has a store. */
bool cache_epoch_fits(const struct site *site, const struct cache_record *row);

/* Whether the setting pages.db names a folder that can be a store, as far as that
 * can be seen without making it. ERR_CONFIG with a sentence in `why`. */
enum err cache_epoch_check_setting(
    const char *value, char *why, size_t why_size) MUST_USE;

/* Takes all pages away. */
enum err cache_epoch_flush(struct site *site) MUST_USE;

/* Looks for what has changed without passing the gate, and for a store that has gone
 * wrong: takes all pages away then, or makes the store anew. For the scheduler, several
 * times a second. */
enum err cache_epoch_tend(struct site *site, struct arena *a) MUST_USE;

/* Deletes the files of evicted pages and old epochs. */
void cache_epoch_sweep(struct site *site);

/* The same for a program without a scheduler: it starts the store, too, where it runs
 * as the owner of the database. Anybody else uses the one that is there. */
enum err cache_epoch_tend_once(struct site *site, struct arena *a) MUST_USE;

#endif
