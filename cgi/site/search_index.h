/* Inside site/: the words of articles in the index of search. */
#ifndef SITE_SEARCH_INDEX_H
#define SITE_SEARCH_INDEX_H

#include <stdbool.h>

#include "base/err.h"
#include "store/store.h"

/* Most articles whose words one write puts in; the rest is left to the next ones. */
enum { SEARCH_INDEX_BATCH = 200 };

/* Puts in what is due (store/search.h), SEARCH_INDEX_BATCH articles at most; *left is
 * whether more are. Inside gate_write, once at its end: each SAVEPOINT in between would
 * cost a piece of the index of its own. */
enum err search_index_due(struct store *s, bool *left) MUST_USE;

/* The same outside of a write, a transaction for each batch, `most` of them; *done is
 * how many there were. */
enum err search_index_rest(struct store *s, int most, int *done) MUST_USE;

/* Makes the whole index anew where another version of the program or of its libraries
 * has split the words, and puts in what is missing; then the rest. */
enum err search_index_upgrade(struct store *s) MUST_USE;

#endif
