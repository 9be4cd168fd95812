/* Inside db/ only: the numbered migrations of schema/, which are embedded in the
 * program. */
#ifndef DB_MIGRATION_H
#define DB_MIGRATION_H

#include "base/err.h"

struct db;

struct embedded_file;

/* The number that the name of a migration begins with. */
int migration_number(const struct embedded_file *f);

/* The number of the newest migration. */
int migration_newest(void);

/* OK if the database is at the newest version. ERR_SCHEMA if it is newer than this
 * program, ERR_OLD_SCHEMA if it is older, both with the numbers in db_message;
 * ERR_NOT_FOUND if it has no schema, such as an empty file. */
enum err migration_check(struct db *s) MUST_USE;

/* The same for a version number. */
enum err migration_compare(struct db *s, int version) MUST_USE;

/* Applies the missing migrations in one transaction. A new database gets its secret.
 * *from is the version it had. ERR_SCHEMA, and nothing is changed, if a newer program
 * wrote it. */
enum err migration_run(struct db *s, int *from) MUST_USE;

#endif
