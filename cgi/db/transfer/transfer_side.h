/* Inside db/transfer only: what the two engines do differently about a database that is
 * filled at once. */
#ifndef DB_TRANSFER_TRANSFER_SIDE_H
#define DB_TRANSFER_TRANSFER_SIDE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/transfer/transfer_table.h"

struct db;

/* Gives a connection for ROLE_COMMAND the right to read and write every table. */
void transfer_side_unlock(struct db *s);

/* Begins the one transaction that fills a database: in it, no trigger runs, and rows
 * may refer to others that come later. */
enum err transfer_side_begin(struct db *to) MUST_USE;

/* Checks what is there so far, where the check at the end would otherwise take long. */
enum err transfer_side_check_early(struct db *to) MUST_USE;

/* Ends that, when all rows are there: ERR_EXISTS if one refers to a row that is not.
 * The caller commits. */
enum err transfer_side_check(struct db *to) MUST_USE;

enum err transfer_side_commit(struct db *to) MUST_USE;
void transfer_side_rollback(struct db *to);

/* The largest ID that a table has ever given, and makes it go on after that. */
enum err transfer_side_counter(
    struct db *from, const struct transfer_table *t, int64_t *out) MUST_USE;
enum err transfer_side_set_counter(
    struct db *to, const struct transfer_table *t, int64_t last) MUST_USE;

/* Runs a statement without parameters. */
enum err transfer_side_run(struct db *s, const char *sql) MUST_USE;

/* Reads the number in the only row of a query, 0 for none. `name` is bound to its
 * parameter, unless it is NULL. */
enum err transfer_side_number(
    struct db *s, const char *sql, const char *name, int64_t *out) MUST_USE;

#endif
