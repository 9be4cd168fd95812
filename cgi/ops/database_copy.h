/* Copies the database of a blog, between files and PostgreSQL, and makes the blog use
 * the copy. */
#ifndef OPS_DATABASE_COPY_H
#define OPS_DATABASE_COPY_H

#include <stddef.h>

#include "base/err.h"
#include "db/transfer/transfer.h"

struct database_copy {
  const char *from, *to; /* files, or addresses that begin with "postgresql://" */
  /* The site in this directory uses `from`, and will use `to`. NULL: nothing but the
   * copy is made. */
  const char *dir;
  void (*progress)(
      void *context, enum transfer_stage stage, int64_t rows, int64_t total);
  void *context;
};

/* Whether that site uses the database, and will use `to`, or is set to that already. */
bool database_copy_is_of_site(const char *dir, const char *database, const char *to);

/* Whether the site's settings name it already, while its former database is still
 * there: somebody has changed site.ini first. */
bool database_copy_is_wanted(const char *dir, const char *database);

/* Copies. With `dir`, then sets server.database, and the former database is not used
 * again: a file is renamed to "pamphlet.db.moved", and one in PostgreSQL is marked. A
 * running pamphlet.fcgi has to be reloaded. ERR_BUSY if other machines use the
 * database. ERR_NOT_FOUND if there is no database to copy; ERR_EXISTS if the copy
 * exists; ERR_INVALID if the site cannot use it; errors of transfer_run; all with a
 * sentence in `why`. */
enum err database_copy(const struct database_copy *c, struct transfer_done *done,
    char *why, size_t why_size) MUST_USE;

#endif
