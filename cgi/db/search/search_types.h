/* What a reader searches for, and the limits of a search. Types only. */
#ifndef DB_SEARCH_SEARCH_TYPES_H
#define DB_SEARCH_SEARCH_TYPES_H

#include <stdbool.h>
#include <stddef.h>

/* Limits, so that no query takes longer than a page may take to render. None of them is
 * a time: the same query finds the same articles however busy the machine is.
 * docs/search.md explains them and has the measurements. Work is counted in steps of
 * SQLite's virtual machine: about six for each page of the index that is read. */
enum {
  SEARCH_ELEMENTS = 10,          /* elements of a query */
  SEARCH_MOST = 300,             /* candidates by all words: the newest, */
  SEARCH_WORK = 400,             /* and the work to find them */
  SEARCH_MOST_HEAD = 100,        /* candidates by title, and by headings, */
  SEARCH_WORK_HEAD = 80,         /* and the work for each of the two */
  SEARCH_SEVERAL = 3,            /* with as many elements, both are searched at once, */
  SEARCH_MOST_BOTH = 30,         /* if that finds no more candidates than these */
  SEARCH_MOST_EXCLUDING = 30,    /* candidates by each, if a word is excluded */
  SEARCH_BEGINNINGS = 24,        /* words that all prefixes of a query stand for, */
  SEARCH_WORK_BEGINNINGS = 2000, /* and the work to find them, */
  SEARCH_WORK_HEAD_BEGINNINGS = 1000, /* and then in titles and headings alone */
  SEARCH_MOST_TITLE = 30,             /* articles that search_find_title returns, */
  SEARCH_WORK_TITLE = 80,             /* and the work to find them */
  SEARCH_OPEN = 24000,                /* work to look up all words of a query */
  SEARCH_EXAMINED = 2000,             /* articles with all words, of any status */
  SEARCH_BODY = 128 << 10             /* bytes of an article's body that are indexed */
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

/* Plain text; NULL is "". */
struct search_text {
  const char *title, *headings, *body;
};

#endif
