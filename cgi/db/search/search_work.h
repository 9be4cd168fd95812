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
struct statement;

struct search_work {
  int64_t left; /* steps */
  /* Of search_work_begin_query only: */
  int64_t most;   /* `left` after a word was looked up */
  int64_t lookup; /* steps left to look up words */
};

/* Makes FTS5 read what it keeps of an index in memory, if the index has changed since
 * this connection used it. Without that, the first count after a change would differ
 * from the next one. `in_head`: the index of titles and headings. */
enum err search_work_prepare(struct db *s, bool in_head) MUST_USE;

/* From now on, each step of a statement of this connection takes one off w->left. At 0
 * search_work_next stops. *w must stay valid until search_work_end, and w->left may be
 * increased. */
void search_work_begin(struct db *s, struct search_work *w);

/* The same for a query of an index, which looks up all of its words before it returns a
 * row: until the last one has been looked up, steps are taken off w->lookup instead.
 * They depend on the number of words and of parts of the index, and say nothing about
 * how often the words occur. */
void search_work_begin_query(struct db *s, struct search_work *w);

void search_work_end(struct db *s);

/* Steps `st` to its next row, as statement_next does, but leaves it there for the
 * caller to reset. False also when the work is used up: *stopped is true then. */
bool search_work_next(struct db *s, struct statement *st, bool *stopped, enum err *e);

#endif
