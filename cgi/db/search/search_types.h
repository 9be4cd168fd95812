/* What a reader searches for, and the limits of a search. Types only. */
#ifndef DB_SEARCH_SEARCH_TYPES_H
#define DB_SEARCH_SEARCH_TYPES_H

#include <stdbool.h>
#include <stddef.h>

/* Limits, so that no query takes longer than a page may take to render. docs/search.md
 * has the measurements. Times are microseconds of processor time. */
enum {
  SEARCH_ELEMENTS = 10,          /* elements of a query */
  SEARCH_MOST = 300,             /* candidates by all words: the newest, */
  SEARCH_TIME = 3500,            /* and the time to find them */
  SEARCH_MOST_HEAD = 100,        /* candidates by title, and by headings, */
  SEARCH_TIME_HEAD = 1000,       /* and the time for each of the two */
  SEARCH_BEGINNINGS = 40,        /* words that all prefixes of a query stand for, */
  SEARCH_TIME_BEGINNINGS = 1500, /* and the time to find them */
  SEARCH_MOST_TITLE = 30,        /* articles that search_find_title returns, */
  SEARCH_TIME_TITLE = 700,       /* and the time to find them */
  SEARCH_BODY = 128 << 10        /* bytes of an article's body that are indexed */
};

/* One or more words next to each other; base/tokenizer.h splits them. */
struct search_element {
  const char *text;
  bool prefix;  /* matches words that begin so */
  bool without; /* matches articles without it */
};

struct search_query {
  struct search_element elements[SEARCH_ELEMENTS];
  size_t count;
};

#endif
