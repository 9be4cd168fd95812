/* Inside db/ only: whether a database has the schema of this program. */
#ifndef DB_SCHEMA_H
#define DB_SCHEMA_H

#include <stdbool.h>

#include "base/err.h"

struct db;

/* Receives each difference as a sentence without a full stop, valid until it returns.
 * An error ends the comparison and is returned. */
typedef enum err schema_visit(void *context, const char *difference);

/* Compares the tables, indexes, triggers and views of a database, which must be at the
 * newest version, with those of a new database. Reports what is missing, different, or
 * not from this program, and how to fix it. *found is whether there was a difference.
 * For ROLE_COMMAND. */
enum err schema_compare(
    struct db *s, schema_visit *visit, void *context, bool *found) MUST_USE;

#endif
