/* Copies of a site's database: to try changes on, and to keep. */
#ifndef DB_DB_COPY_H
#define DB_DB_COPY_H

#include "db/db.h"

/* Copies the database of `from` as it is now into a file without a name that vanishes
 * with the connection, of the same role; nothing done there touches the site. The
 * caller closes *out. ERR_BUSY, ERR_FULL, ERR_IO, ERR_NOMEM. */
enum err db_copy(struct db *from, struct db **out) MUST_USE;

/* Copies it into the empty file `file`, which is all of the copy once *out is closed:
 * no log beside it. Others go on reading and writing meanwhile. Errors as above. */
enum err db_copy_to(struct db *from, const char *file, struct db **out) MUST_USE;

#endif
