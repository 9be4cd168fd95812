/* Inside db/ only: the text of a statement for PostgreSQL. */
#ifndef DB_POSTGRES_POSTGRES_TEXT_H
#define DB_POSTGRES_POSTGRES_TEXT_H

#include "base/buf.h"

/* Appends `sql` with its parameters as PostgreSQL names them: "?3" becomes "$3", and
 * "?" the number after the largest one before it. Strings in quotes are left as they
 * are. Returns the largest number, which is how many parameters there are. */
int postgres_text(struct buf *out, const char *sql);

#endif
