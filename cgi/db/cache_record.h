/* Which page store belongs to the database, and whether all changes passed the gate. */
#ifndef DB_CACHE_RECORD_H
#define DB_CACHE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

struct page_store {
  const char *folder; /* "" while there is none */
  const char *epoch;  /* token of the current epoch */
  int64_t lock_number;
  bool is_foreign; /* rows have changed without passing the gate */
};

/* Reads it, strings into `a`. */
enum err page_store_read(
    struct store *s, struct arena *a, struct page_store *out) MUST_USE;

/* Writes folder, epoch and lock number, inside gate_write. */
enum err page_store_set(struct store *s, const struct page_store *p) MUST_USE;

#endif
