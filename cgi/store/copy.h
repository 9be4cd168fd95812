/* A copy of a site's database to try changes on. */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "store/store.h"

/* Copies the database of `from` as it is now into a file without a name that vanishes
 * with the connection, of the same role; nothing done there touches the site. The
 * caller closes *out. ERR_BUSY, ERR_FULL, ERR_IO, ERR_NOMEM. */
enum err store_copy(struct store *from, struct store **out) MUST_USE;

#endif
