/* Inside store/ only: what SQLite's full-text index asks of the program. */
#ifndef DB_FTS_FUNCTIONS_H
#define DB_FTS_FUNCTIONS_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_index.h"

/* Makes the splitter and the function relevance known to a connection, before
 * it has an authorizer. SQLite's result. */
int search_register(sqlite3 *db);

/* Makes the tables of search known to a connection to a database that has them, also
 * before it has an authorizer, to which that looks like DDL. SQLite's result. */
int search_load(sqlite3 *db);

/* The auxiliary function relevance(TABLE, WEIGHT...), with the weight of each column:
 * how well a row fits, larger is better. */
void search_relevance(const Fts5ExtensionApi *api, Fts5Context *fts,
    sqlite3_context *context, int count, sqlite3_value **values);

/* What decides how words are split, into `out`, which is returned: our rules and
 * Unicode's, which a library brings. */
enum { SEARCH_SPLITTER = 32 };
const char *search_splitter(char out[SEARCH_SPLITTER]);

/* How many times the usual bounds a query may take. */
int search_patience(const struct search_query *q);

/* The query as FTS5 reads it, in the arena; NULL where nothing is looked for. */
enum err search_expression(struct store *s, struct arena *a,
    const struct search_query *q, const char **out) MUST_USE;

/* The same without the first or without the second element; NULL where there are not
 * two. */
enum err search_expression_but_one(struct store *s, struct arena *a,
    const struct search_query *q, const char **out) MUST_USE;

#endif
