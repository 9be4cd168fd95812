/* Inside db/ only: counts over runs of a listing's entries, a counted tree of two
 * levels (see schema/0001), so that the entry of a rank is found in a few hundred
 * steps however long the listing is. Written inside txn_write. */
#ifndef DB_MODEL_LISTING_BUCKET_H
#define DB_MODEL_LISTING_BUCKET_H

#include <stdint.h>

#include "base/err.h"

struct db;

/* Counts the entry `key`, which is in listing_entry already, in or out. */
enum err listing_bucket_add(struct db *s, int64_t listing, int64_t key) MUST_USE;
enum err listing_bucket_remove(struct db *s, int64_t listing, int64_t key) MUST_USE;

/* Finds the run that holds the entry of `rank` (0 is the newest): the entries with
 * keys below *high, of which the first *skip are newer than the one wanted.
 * ERR_NOT_FOUND past the end. */
enum err listing_bucket_find(
    struct db *s, int64_t listing, int64_t rank, int64_t *high, int64_t *skip) MUST_USE;

/* How many entries have keys of at least `key`. */
enum err listing_bucket_count_from(
    struct db *s, int64_t listing, int64_t key, int64_t *out) MUST_USE;

#endif
