/* Copies of a site's database, for dry runs and backups. */
#ifndef DB_DB_COPY_H
#define DB_DB_COPY_H

#include "db/db.h"

/* Copies the database of `from` into a temporary file, which is deleted when the
 * connection is closed. *out has the same role; the caller closes it. Changes to the
 * copy do not affect the site. */
enum err db_copy(struct db *from, struct db **out) MUST_USE;

/* Copies it into the empty file `file`, which contains the whole copy when *out is
 * closed: there is no write-ahead log. Others may read and write the original
 * meanwhile. */
enum err db_copy_to(struct db *from, const char *file, struct db **out) MUST_USE;

#endif
