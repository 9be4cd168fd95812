/* Inside db/ only: counts of a listing's entries in buckets, so that the entry of a
 * rank is found in a few hundred steps however long the listing is. Everything that
 * writes must be called inside txn_write. */
#ifndef DB_MODEL_LISTING_BUCKET_H
#define DB_MODEL_LISTING_BUCKET_H

#include <stdint.h>

#include "base/err.h"

struct db;

/* Counts the entry with the key `key`, which was just added to listing_entry. */
enum err listing_bucket_add(struct db *s, int64_t listing, int64_t key) MUST_USE;

/* Counts out the entry with the key `key`, which was just removed. */
enum err listing_bucket_remove(struct db *s, int64_t listing, int64_t key) MUST_USE;

/* Finds the bucket of the entry of `rank` (0 is the newest): the entry is among those
 * with keys below *high, after the *skip newest of these. ERR_NOT_FOUND past the end.
 */
enum err listing_bucket_find(
    struct db *s, int64_t listing, int64_t rank, int64_t *high, int64_t *skip) MUST_USE;

/* Counts the entries with keys of at least `key`. */
enum err listing_bucket_count_from(
    struct db *s, int64_t listing, int64_t key, int64_t *out) MUST_USE;

#endif
