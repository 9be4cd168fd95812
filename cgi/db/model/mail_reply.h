/* Addresses for answers by mail that were used. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_MAIL_REPLY_H
#define DB_MODEL_MAIL_REPLY_H

#include <stdint.h>

#include "db/db.h"

/* Inside txn_write: uses a token at `now`, and forgets those used before `before`.
 * ERR_EXISTS if it was used already. */
enum err mail_reply_use(
    struct db *s, const char *token, int64_t now, int64_t before) MUST_USE;

#endif
