/* Mails that report several comments together. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_MAIL_DIGEST_H
#define DB_MODEL_MAIL_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"

/* Inside txn_write, by the sender: adds a comment to the mail of that kind that is
 * queued for the recipient and was not tried yet, or to a new one that is due at
 * `due_at`. */
enum err mail_digest_add(struct db *s, const char *kind, const char *recipient,
    int64_t comment, int64_t due_at, int64_t now) MUST_USE;

/* The IDs of the comments of a mail, oldest first, `most` at most. */
enum err mail_digest_comments(struct db *s, struct arena *a, int64_t mail, size_t most,
    int64_t **out, size_t *count) MUST_USE;

#endif
