/* Which page cache belongs to the database, and whether rows were changed outside
 * txn_write. */
#ifndef DB_CACHE_RECORD_H
#define DB_CACHE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

struct cache_record {
  const char *folder; /* "": none */
  const char *epoch;  /* token of the current epoch */
  int64_t lock_number;
  bool is_foreign; /* rows were changed outside txn_write */
};

/* Reads the record, strings into the arena. */
enum err cache_record_read(
    struct db *s, struct arena *a, struct cache_record *out) MUST_USE;

/* Stores in *out whether rows were changed outside txn_write, and no txn_write has
 * taken notice since. Inside txn_write, its own changes count as well. */
enum err cache_record_is_foreign(struct db *s, bool *out) MUST_USE;

/* Inside txn_write: writes folder, epoch and lock number. */
enum err cache_record_set(struct db *s, const struct cache_record *p) MUST_USE;

#endif
