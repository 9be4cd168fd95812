/* The page store of a site: which folder, which epoch, and when a new one begins. */
#ifndef SITE_PAGE_EPOCH_H
#define SITE_PAGE_EPOCH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/site.h"
#include "store/page_store.h"

/* Makes site->shelf the store that the database names in the transaction at hand, whose
 * row is *row afterwards; NULL where it names none, or one that is gone with the memory
 * it was in. */
enum err page_epoch_attach(
    struct site *site, struct arena *a, struct page_store *row) MUST_USE;

/* ---- Inside gate_write ---- */

/* Takes the store's lock. ERR_PAGE_STORE if it is not the lock that publishers of this
 * database use. */
enum err page_epoch_lock(struct site *site, const struct page_store *row) MUST_USE;

/* Begins an empty epoch: every page is rendered anew and has a new ETag. */
enum err page_epoch_renew(struct site *site, const struct page_store *row) MUST_USE;

/* ---- By themselves ---- */

/* Makes the store that the settings ask for, empty, and lets the database and the link
 * run/pages in the site name it. Where it cannot be made, or is not wanted, there is
 * none: pages are answered all the same; `why` has a sentence, which is in the log too,
 * else "". */
enum err page_epoch_start(
    struct site *site, struct arena *a, char *why, size_t why_size) MUST_USE;

/* True while the epoch is the one in `row` and takes pages rendered with the templates
 * of `site`, which has a store. */
bool page_epoch_fits(struct site *site, const struct page_store *row);

/* True while that is so, nothing has changed past the gate, and the store is where the
 * settings want it, or is not wanted and is not there. */
bool page_epoch_is_wanted(struct site *site, struct arena *a);

/* Takes all pages away. */
enum err page_epoch_flush(struct site *site) MUST_USE;

/* The same; but where the lock is not the one of this database any more (the site was
 * copied, or its lock file lost) the store is let go, and writing is possible again. A
 * running keeper makes a new one. */
enum err page_epoch_reset(struct site *site, struct arena *a) MUST_USE;

/* Looks for what has changed without passing the gate, and for a store that has gone
 * wrong; takes all pages away then. For the keeper, several times a second. */
enum err page_epoch_tend(struct site *site, struct arena *a) MUST_USE;

#endif
