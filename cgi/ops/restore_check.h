/* Trying a backup: everything that a restore checks, without a change of the site. */
#ifndef OPS_RESTORE_CHECK_H
#define OPS_RESTORE_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "ops/age_key.h"
#include "site/core/site.h"

/* What is in a site or a backup. */
struct restore_contents {
  int64_t posts, pages, comments; /* of every status */
  int64_t newest;                 /* time of the newest post or comment; 0: none */
  int schema_from, schema_to;     /* as struct restored has them; 0 for a site */
};

/* Counts what is in an open site. Errors of the database. */
enum err restore_count(struct site *site, struct restore_contents *out) MUST_USE;

/* Unpacks the backup in `file`, decrypted with one of the identities (NULL: none),
 * into a folder below $TMPDIR or /var/tmp that nobody else
 * can read, examines the database from end to end, and deletes the folder. Errors of
 * restore_site, with a sentence in `why`. */
enum err restore_check(const char *file, const struct age_keys *identities,
    struct restore_contents *out, char *why, size_t why_size) MUST_USE;

#endif
