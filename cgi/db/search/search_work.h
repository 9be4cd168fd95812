/* Inside db/search only: counts the steps of SQLite's virtual machine, those that FTS5
 * makes it take to read a page of the index included, and stops a statement that takes
 * too many. The count is the same for the same statement and database, which time is
 * not. */
#ifndef DB_SEARCH_SEARCH_WORK_H
#define DB_SEARCH_SEARCH_WORK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct db;

/* Makes FTS5 read what it keeps of an index in memory, if the index has changed since
 * this connection used it. Without that, the first count after a change would differ
 * from the next one. `in_head`: the index of titles and headings. */
enum err search_work_prepare(struct db *s, bool in_head) MUST_USE;

/* From now on, each step of a statement of this connection takes one off *left. At 0
 * the statement fails, so that search_work_was_stopped is true of sqlite3_step's
 * result. *left must stay valid until search_work_end, and may be increased. */
void search_work_begin(struct db *s, int64_t *left);
void search_work_end(struct db *s);
bool search_work_was_stopped(int result);

/* Looks up each word of a search_expression's `words`, and sets *steps to the steps
 * that this takes. A query takes them too, before it finds anything. They depend on how
 * many parts the index has and say nothing about how often the words occur, while a
 * step through a list of occurrences costs twenty times as much. *done is false if it
 * takes more than `most`. */
enum err search_work_to_open(struct db *s, bool in_head, const char *words,
    int64_t most, int64_t *steps, bool *done) MUST_USE;

#endif
