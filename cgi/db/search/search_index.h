/* Search: articles by the words in them, an index in the same database. Writing happens
 * inside txn_write. Errors beyond those named: db/db.h. */
#ifndef DB_SEARCH_SEARCH_INDEX_H
#define DB_SEARCH_SEARCH_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

enum {
  SEARCH_ELEMENTS = 10,    /* most elements of a query */
  SEARCH_MOST = 300,       /* articles that are compared: the newest with all words, */
  SEARCH_MOST_HEAD = 100,  /* and those with all of them in their title or headings */
  SEARCH_TIME = 3500,      /* microseconds of the processor to find the ones, */
  SEARCH_TIME_HEAD = 1000, /* and the others, by title and by headings */
  SEARCH_BEGINNINGS = 40,  /* words that all prefixes of a query stand for, */
  SEARCH_TIME_BEGINNINGS = 1500, /* and microseconds to find them */
  SEARCH_BODY = 128 << 10,       /* bytes of an article's text that are in the index */
  SEARCH_MOST_TITLE = 30,        /* articles that search_find_title gives, */
  SEARCH_TIME_TITLE = 700        /* and microseconds to find them */
};

/* What a reader looks for: words next to each other, which base/tokenizer.h splits. */
struct search_element {
  const char *text;
  bool prefix;  /* one word, or how it begins */
  bool without; /* not in the article */
};

struct search_query {
  struct search_element elements[SEARCH_ELEMENTS];
  size_t count;
  int patience; /* so many times the microseconds above are taken; 0 is once */
};

struct search_hit {
  int64_t article_id;
  int64_t key; /* larger is newer */
  double score;
};

struct search_result {
  struct search_hit *hits; /* best first */
  size_t count;
  bool more; /* older ones were not compared */
};

/* Articles that have all elements but those `without`, in the arena: of readers' ones
 * or (`all`) of whatever status. None where no element is to be in the article. */
enum err search_find(struct db *s, struct arena *a, const struct search_query *q,
    bool all, struct search_result *out) MUST_USE;

/* Public articles with all elements in their title, or (`but_one`) all but the first or
 * all but the second; the newest of them. */
enum err search_find_title(struct db *s, struct arena *a, const struct search_query *q,
    bool but_one, struct search_result *out) MUST_USE;

/* Plain text; NULL is none. */
struct search_text {
  const char *title, *headings, *body;
};

/* Puts the words of an article in, of whatever it had before; `date` orders it. */
enum err search_put(struct db *s, int64_t article_id, int64_t date,
    const struct search_text *text) MUST_USE;
enum err search_remove(struct db *s, int64_t article_id) MUST_USE;

/* An article's headings and body as they were put in, of each the first `most` bytes
 * or a few less, in the arena. ERR_NOT_FOUND. */
enum err search_text_of(struct db *s, struct arena *a, int64_t article_id, size_t most,
    struct search_text *out) MUST_USE;

/* Notes that an article must be indexed; finds the first of those noted (*found is
 * false if there is none); and removes one. */
enum err search_add_due(struct db *s, int64_t article_id) MUST_USE;
enum err search_next_due(struct db *s, bool *found, int64_t *article_id) MUST_USE;
enum err search_drop_due(struct db *s, int64_t article_id) MUST_USE;

/* Notes, with the first words of an index, what splits them. */
enum err search_begin(struct db *s) MUST_USE;

/* Whether this program splits words as the index has them; and makes it so. */
enum err search_is_current(struct db *s, bool *out) MUST_USE;
enum err search_renew(struct db *s) MUST_USE;

/* Takes out what is of no article, and notes as due what is not in the index. */
enum err search_mend(struct db *s) MUST_USE;

#endif
