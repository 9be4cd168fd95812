/* Networks whose comments are taken for spam, as keyed hashes. Errors beyond those
 * named: db/db.h. */
#ifndef DB_MODEL_BLOCKED_NETWORK_H
#define DB_MODEL_BLOCKED_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/crypt.h"
#include "db/db.h"

struct blocked_network {
  int64_t id;
  int64_t created_at;
  int64_t comments; /* how many comments of it are remembered: those of 30 days */
};

/* *out is whether the network is blocked. */
enum err blocked_network_has(
    struct db *s, const uint8_t network[CRYPT_HASH], bool *out) MUST_USE;

/* Inside txn_write: blocks a network; *id is the number by which it is unblocked.
 * ERR_EXISTS, with its *id, if it is blocked already. */
enum err blocked_network_add(
    struct db *s, const uint8_t network[CRYPT_HASH], int64_t now, int64_t *id) MUST_USE;

/* Inside txn_write: unblocks it. ERR_NOT_FOUND. */
enum err blocked_network_remove(struct db *s, int64_t id) MUST_USE;

/* Calls `visit` for each, newest first. An error of the visitor ends the list and is
 * returned. */
typedef enum err blocked_network_visit(void *context, const struct blocked_network *n);
enum err blocked_network_each(
    struct db *s, blocked_network_visit *visit, void *context) MUST_USE;

#endif
