/* Inside ops only: the copy of the database that goes into a backup. */
#ifndef OPS_BACKUP_DATABASE_H
#define OPS_BACKUP_DATABASE_H

#include <stddef.h>

#include "base/err.h"
#include "db/db.h"
#include "db/row_count.h"

/* Copies the database into the new file `file`, readable only by its owner, and checks
 * the copy. The rows of both are counted in the state that was copied. ERR_DAMAGED and
 * the errors of the database, with a sentence in `why`; the file remains then. */
enum err backup_database(
    struct db *from, const char *file, char *why, size_t why_size) MUST_USE;

/* Checks an open copy: SQLite's and Pamphlet's own check of the file, and whether it
 * has as many rows as the original had. */
enum err backup_database_check(
    struct db *copy, const struct row_count *had, char *why, size_t why_size) MUST_USE;

#endif
