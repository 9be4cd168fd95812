/* A quick look for damage in the database file. */
#ifndef DB_QUICK_CHECK_H
#define DB_QUICK_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"
#include "db/integrity.h"

/* Reports damaged pages, which SQLite's PRAGMA quick_check finds, for `time`
 * microseconds at most; indexes are not compared with their tables, as
 * integrity_of_file does. *complete is false if the time was too short. For
 * ROLE_COMMAND. ERR_DAMAGED if the file is too damaged to read, an error of `visit`,
 * and those of db/db.h. */
enum err quick_check(struct db *s, int64_t time, integrity_visit *visit, void *context,
    bool *complete) MUST_USE;

#endif
