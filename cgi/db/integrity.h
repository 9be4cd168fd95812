/* Checks a database. Both functions are for ROLE_COMMAND. Errors beyond those named:
 * db/db.h. */
#ifndef DB_INTEGRITY_H
#define DB_INTEGRITY_H

#include "base/err.h"
#include "db/db.h"

/* Receives each finding, a sentence without a full stop, valid until it returns. An
 * error ends the check and is returned. */
typedef enum err integrity_visit(void *context, const char *finding);

/* Reads the whole file, and reports damage, differences from this program's schema, and
 * references to rows that do not exist. ERR_DAMAGED if the file is too damaged to read.
 */
enum err integrity_of_file(
    struct db *s, integrity_visit *visit, void *context) MUST_USE;

/* Reports rows that contradict each other: addresses, lists and their counts, comments
 * and their counts, the search index. The caller holds a read transaction. */
enum err integrity_of_rows(
    struct db *s, integrity_visit *visit, void *context) MUST_USE;

#endif
