/* Inside db/ only: whether a database has the schema of this program. */
#ifndef DB_SCHEMA_H
#define DB_SCHEMA_H

#include "db/integrity.h"

/* Compares the tables, indexes, triggers and views of a database at the newest version
 * with those of a new one. Tells which are missing, none of this program's, or
 * different, each with the mend; *found is whether there was one. For the command. */
enum err schema_compare(
    struct db *s, integrity_visit *visit, void *context, bool *found) MUST_USE;

#endif
