/* The page cache of a site: which folder it is in, which epoch is current, and when a
 * new one begins. The database names both (db/cache_record.h), so that all processes
 * agree. docs/page-cache.md explains why no page in it is ever stale. */
#ifndef SITE_CACHE_CACHE_EPOCH_H
#define SITE_CACHE_CACHE_EPOCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/cache_record.h"
#include "site/core/site.h"

/* Opens the page cache that the database names, as seen by the current transaction, as
 * site->pagecache, and sets *row to its row, in the arena. site->pagecache becomes NULL
 * if the database names none, or if its folder was lost together with the memory it was
 * in. ERR_PAGECACHE, also with NULL, if it exists but cannot be used: a part of it or
 * the lock file was deleted, or this is a copy of the site it belongs to. */
enum err cache_epoch_attach(
    struct site *site, struct arena *a, struct cache_record *row) MUST_USE;

/* ---- Inside txn_write ---- */

/* Begins an empty epoch: all pages are rendered again and get new ETags. */
enum err cache_epoch_renew(struct site *site, const struct cache_record *row) MUST_USE;

/* The same without new ETags, for pages that have not changed. Also outside of a
 * transaction, with the lock. */
enum err cache_epoch_renew_own(
    struct site *site, const struct cache_record *row) MUST_USE;

/* Ends the epoch of a page cache that cannot be used, and removes it from the database.
 * Nothing is cached until the scheduler, or a start, creates a new one. */
enum err cache_epoch_let_go(
    struct site *site, struct arena *a, const struct cache_record *row) MUST_USE;

/* True if this process puts as many articles on the pages of lists as the processes
 * that publish them. Otherwise it cannot tell which page shows an article. */
bool cache_epoch_has_lists_of(const struct site *site);

/* ---- Outside of transactions ---- */

/* The folder that the settings ask for; "" for none. In the arena; NULL without
 * memory. */
const char *cache_epoch_wanted_folder(const struct site *site, struct arena *a);

/* Makes site->pagecache the page cache in that folder, whatever the database names;
 * NULL if there is none. */
void cache_epoch_attach_wanted(struct site *site, struct arena *a);

/* Creates the empty page cache that the settings ask for, and makes the database and
 * the link run/cache in the site directory name it. If it cannot be created, there is
 * none, and every page is rendered on request; `why` then has a sentence, which is also
 * logged. Otherwise `why` becomes "". */
enum err cache_epoch_start(
    struct site *site, struct arena *a, char *why, size_t why_size) MUST_USE;

/* True if the epoch of site->pagecache (not NULL) is the one in `row` and accepts pages
 * that are rendered with the theme and settings of `site`. */
bool cache_epoch_fits(const struct site *site, const struct cache_record *row);

/* Checks the setting cache.folder, as far as possible without creating the folder.
 * ERR_CONFIG with a sentence in `why`. */
enum err cache_epoch_check_setting(
    const char *value, char *why, size_t why_size) MUST_USE;

/* Evicts all pages. */
enum err cache_epoch_flush(struct site *site) MUST_USE;

/* Checks for changes that another program made to the database, and for a broken page
 * cache; then evicts all pages, or creates the page cache again. Called by the
 * scheduler several times per second. */
enum err cache_epoch_tend(struct site *site, struct arena *a) MUST_USE;

/* Call it before sending what was read from the database: waits while another process
 * replaces pages, as the response may show the change already. */
void cache_epoch_settle(struct site *site);

/* Compresses pages well that were replaced, and then have not changed for two seconds.
 * A few at a time; called by the scheduler. */
void cache_epoch_compress(struct site *site);

/* Deletes the files of evicted pages and old epochs. */
void cache_epoch_sweep(struct site *site);

/* Like cache_epoch_tend, for a program without a scheduler. If it runs as the owner of
 * the database, it also creates the page cache; other users use the existing one. */
enum err cache_epoch_tend_once(struct site *site, struct arena *a) MUST_USE;

#endif
