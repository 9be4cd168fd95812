/* The address with which the IDs of feeds and their entries begin. Errors: db/db.h. */
#ifndef DB_MODEL_FEED_BASE_H
#define DB_MODEL_FEED_BASE_H

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

/* Reads the address into the arena; "" if none is fixed yet. */
enum err feed_base_read(struct db *s, struct arena *a, const char **out) MUST_USE;

/* Fixes the address for good. Call it inside txn_write; ERR_EXISTS if one is fixed. */
enum err feed_base_set(struct db *s, const char *base) MUST_USE;

#endif
