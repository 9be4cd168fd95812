/* Whether a database is what it should be. Errors beyond those named: db/db.h. */
#ifndef DB_INTEGRITY_H
#define DB_INTEGRITY_H

#include "base/err.h"
#include "db/db.h"

/* Gets each finding, a sentence without a full stop that lives until it returns. An
 * error ends the search and is returned. */
typedef enum err integrity_visit(void *context, const char *finding);

/* Reads the whole file and tells what is damaged in it, where its schema is another
 * than this program's, and which rows name others that are not there. For the command.
 * ERR_DAMAGED where it cannot even be read that far. */
enum err integrity_of_file(
    struct db *s, integrity_visit *visit, void *context) MUST_USE;

/* Tells what of the rows does not fit together: addresses and what they lead to, lists
 * and what they are to have and how many, counts of comments, comments and what they
 * answer. In one read transaction of the caller's. */
enum err integrity_of_rows(
    struct db *s, integrity_visit *visit, void *context) MUST_USE;

#endif
