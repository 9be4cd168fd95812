/* Inside db/ only: the tokenizer and the ranking function that connections add to FTS5.
 */
#ifndef DB_SQLITE_FTS_FUNCTIONS_H
#define DB_SQLITE_FTS_FUNCTIONS_H

#include <sqlite3.h>

/* Registers with a connection the tokenizer "pamphlet" and the ranking function
 * relevance(TABLE, WEIGHT...), one weight per column; larger is better. Call this
 * before the connection has an authorizer. Returns SQLite's result code. */
int fts_register(sqlite3 *db);

/* Loads the search tables of a connection's database, which must exist, and json_each.
 * Virtual tables are declared when they are first used, and an authorizer takes that
 * for DDL, so call this before setting one. Returns SQLite's result code. */
int fts_load(sqlite3 *db);

/* Writes the version of the tokenizer, which is that of our rules and of libunistring's
 * Unicode tables, into `out`, and returns it. */
enum { FTS_TOKENIZER = 32 };
const char *fts_tokenizer(char out[FTS_TOKENIZER]);

#endif
