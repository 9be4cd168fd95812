/* How many readers said thank you for an article. Errors beyond those named: db/db.h.
 */
#ifndef DB_MODEL_THANKS_H
#define DB_MODEL_THANKS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/crypt.h"
#include "db/db.h"

/* *out is how many; 0 if there is no such article. */
enum err thanks_count(struct db *s, int64_t article, int64_t *out) MUST_USE;

/* *out is whether one with this hash is remembered. */
enum err thanks_has(
    struct db *s, int64_t article, const uint8_t hash[CRYPT_HASH], bool *out) MUST_USE;

/* Inside txn_write: counts one more, and remembers its hash. ERR_EXISTS if it is
 * remembered already, and nothing is counted. */
enum err thanks_add(struct db *s, int64_t article, const uint8_t hash[CRYPT_HASH],
    int64_t now) MUST_USE;

/* Inside txn_write: forgets the hashes from before `before` and after `after`, but not
 * how many they were. */
enum err thanks_forget(struct db *s, int64_t before, int64_t after) MUST_USE;

#endif
