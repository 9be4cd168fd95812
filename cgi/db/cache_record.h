/* Which page cache belongs to the database, and whether all changes passed the gate. */
#ifndef DB_CACHE_RECORD_H
#define DB_CACHE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

struct cache_record {
  const char *folder; /* "" while there is none */
  const char *epoch;  /* token of the current epoch */
  int64_t lock_number;
  bool is_foreign; /* rows have changed without passing the gate */
};

/* Reads it, strings into `a`. */
enum err cache_record_read(
    struct db *s, struct arena *a, struct cache_record *out) MUST_USE;

/* Writes folder, epoch and lock number, inside txn_write. */
enum err cache_record_set(struct db *s, const struct cache_record *p) MUST_USE;

#endif
