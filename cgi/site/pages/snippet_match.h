/* Inside site/pages only: where the words of a query occur in a text. */
#ifndef SITE_PAGES_SNIPPET_MATCH_H
#define SITE_PAGES_SNIPPET_MATCH_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_types.h"

/* An occurrence of a word: bytes start <= i < end of the text. */
struct snippet_match {
  size_t start, end;
  size_t word; /* index in the query */
};

struct snippet_matches {
  const struct snippet_match *items; /* in the order of the text */
  size_t count;
  size_t words; /* in the query */
};

/* The words of a query, as texts are compared with them. */
struct snippet_words;

/* Splits a query, once for all of the texts that are searched for it, in the arena.
 * ERR_NOMEM. */
enum err snippet_match_read_query(struct arena *a, const struct search_query *q,
    const struct snippet_words **out) MUST_USE;

/* Finds the words of the query in plain `text`, in the arena. Stops early once a
 * snippet of `most` bytes cannot get better, and after some thousand matches. *read is
 * the number of bytes of the text that were split into words. ERR_NOMEM. */
enum err snippet_match_find(struct arena *a, const struct snippet_words *q,
    const char *text, size_t most, struct snippet_matches *out, size_t *read) MUST_USE;

/* The start of the passage of `most` bytes with the most different words; the first one
 * of several. 0 without matches. */
size_t snippet_match_best(const struct snippet_matches *m, size_t most);

#endif
