#include "db/search/search_find.h"

#include <stdlib.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/search/search_expression.h"
#include "db/search/search_match.h"
#include "db/search/search_work.h"
#include "db/statement.h"

/* Readers find public articles only; the command finds those of any status as well. */
enum { FIND, FIND_ANY, FIND_HEAD, FIND_HEAD_ANY, MATCHES };

/* Steps that SQLite takes for a row that is returned, apart from those of FTS5. They
 * are not counted, since the number of rows has limits of its own. */
enum { STEPS_PER_ROW = 22 };

enum { READERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND };

/* The weights of the columns. A word in the title, however long that is, outweighs any
 * number of them in headings, and a word in a heading any number in the body.
 * docs/search.md has the arithmetic. */
#define TITLE "40"
#define HEADINGS "6"
#define BODY_TEXT "1"

/* The rowid of the index is the article's date, and FTS5 yields its rows in that order.
 * So "the newest 300" ends after 300 rows even for a word that every article has;
 * ordering by score would read all of them. CROSS JOIN keeps the index in the outer
 * loop. */
#define FOUND_COLUMNS(table, score)                                                    \
  "SELECT e.article_id, e.key, " score " FROM " table                                  \
  " CROSS JOIN search_entry e ON e.key = " table ".rowid"
#define WHERE(table) " WHERE " table " MATCH ?1 ORDER BY " table ".rowid DESC"
/* The status is that of the article's row, not a copy in the index: the index may be
 * updated later (search_due), and must never show a withdrawn article until then. An
 * article that readers may not see has no score. It is not left out here: the caller
 * has to know how many articles were examined. */
#define PUBLIC " CROSS JOIN article a ON a.id = e.article_id"
#define IF_PUBLIC(score) "CASE a.status WHEN 'publish' THEN " score " END"
#define SCORE "relevance(search, " TITLE ", " HEADINGS ", " BODY_TEXT ")"
#define SCORE_HEAD "relevance(search_head, " TITLE ", " HEADINGS ")"

static const struct statement_sql statements[] = {
    [FIND] = {READERS,
        FOUND_COLUMNS("search", IF_PUBLIC(SCORE)) PUBLIC WHERE("search")},
    [FIND_ANY] = {ROLE_COMMAND, FOUND_COLUMNS("search", SCORE) WHERE("search")},
    [FIND_HEAD] = {READERS, FOUND_COLUMNS("search_head", IF_PUBLIC(SCORE_HEAD))
                                PUBLIC WHERE("search_head")},
    [FIND_HEAD_ANY] = {ROLE_COMMAND,
        FOUND_COLUMNS("search_head", SCORE_HEAD) WHERE("search_head")},
    [MATCHES] = {READERS,
        "SELECT 1 FROM search WHERE search MATCH ?1 AND search.rowid = ?2"},
};
/* PostgreSQL has all words in one column, with weights (search_words.h), and ranks by
 * them: again, a word in the title outweighs any number of them in headings, and one in
 * a heading any number in the body, since further occurrences add less and less: 1.64
 * times the first in all. Words of the query that are next to each other add half as
 * much as a word. */
#define PAIRS(parameter, weight)                                                       \
  " + " weight " * (SELECT count(*) FROM"                                              \
  " unnest(CAST(CAST(" parameter " AS text) AS tsquery[])) p WHERE s.words @@ p)"
/* A word that many articles have is found in the newest ones already: the index would
 * return all of them, to be sorted. Only what is left gets a score. */
#define CANDIDATES_SQL(source, condition)                                              \
  "SELECT s.key, e.article_id FROM " source " s JOIN search_entry e ON e.key = s.key"  \
  " JOIN article a ON a.id = e.article_id, q WHERE s.words @@ q.query" condition       \
  " ORDER BY s.key DESC LIMIT ?2"
#define FOUND_POSTGRES_SQL(condition)                                                                              \
  "WITH q AS (SELECT CAST(CAST(?1 AS text) AS tsquery) AS query),"                                                 \
  " newest AS MATERIALIZED (" CANDIDATES_SQL(                                                                      \
      "(SELECT key, words FROM search ORDER BY key DESC LIMIT 1000)",                                              \
      condition) "),"                                                                                              \
                 " found AS (SELECT * FROM newest WHERE (SELECT count(*) FROM newest) >= ?2"                       \
                 " UNION ALL SELECT * FROM (" CANDIDATES_SQL("search",                                             \
                     condition) ") x"                                                                              \
                                " WHERE (SELECT count(*) FROM newest) < ?2)"                                       \
                                " SELECT f.article_id, f.key, CAST(ts_rank(CAST('{0.025, 0, 0.15, 1}' AS real[])," \
                                " s.words, CAST(CAST(?3 AS text) AS tsquery), 1) AS double precision)" PAIRS(      \
                                    "?4", "0.3") PAIRS("?5", "0.045") PAIRS("?6",                                  \
                                    "0.0075") " FROM found f JOIN search s ON s.key = f.key ORDER BY f.key DESC"
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    [FIND] = {FOUND_POSTGRES_SQL(" AND a.status = 'publish'")},
    [FIND_ANY] = {FOUND_POSTGRES_SQL("")},
    [FIND_HEAD] = {STATEMENT_SQLITE_ONLY},
    [FIND_HEAD_ANY] = {STATEMENT_SQLITE_ONLY},
    [MATCHES] = {STATEMENT_SQLITE_ONLY},
};
const struct statement_table search_find_statements =
    STATEMENT_TABLE_POSTGRES(statements);

struct search {
  struct db *db;
  struct arena *arena;
  const struct search_query *query;
  bool all;                /* of any status */
  bool but_one;            /* one of the first two elements may be missing */
  const char *match;       /* the query in the engine's language; NULL: for nothing */
  struct search_rank rank; /* for PostgreSQL */
  struct search_hit *hits;
  size_t count;
  bool more; /* some matches were left out */
};

/* Adds the newest articles that match, and no more than it finds with so many steps.
 * The limit on rows alone is not enough: for two common words that never occur in the
 * same article, FTS5 reads all articles with either before it returns. What was found
 * when the work was used up is a result; the caller says that there may be more. */
static enum err search_add_hits(
    struct search *f, bool in_head, const char *match, int most, int64_t steps) {
  struct statement *st;
  int statement =
      in_head ? (f->all ? FIND_HEAD_ANY : FIND_HEAD) : (f->all ? FIND_ANY : FIND);
  int examined = 0;
  bool stopped = false, row = false;
  struct search_work work = {.left = steps, .lookup = SEARCH_OPEN};
  enum err e = search_work_prepare(f->db, in_head);
  if (!e)
    e = statement_get(f->db, TABLE_SEARCH_FIND, statement, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, match);
  search_work_begin_query(f->db, &work);
  while ((row = search_work_next(f->db, st, &stopped, &e)) &&
         examined++ < SEARCH_EXAMINED) {
    work.left += STEPS_PER_ROW;
    if (statement_is_null(st, 2))
      continue;
    /* One more, to know whether there are more. */
    if (!most--)
      break;
    f->hits[f->count++] = (struct search_hit){
        statement_int(st, 0), statement_int(st, 1), statement_double(st, 2)};
  }
  search_work_end(f->db);
  statement_reset(st);
  f->more = f->more || stopped || row;
  return e;
}

static int search_by_key(const void *a, const void *b) {
  const struct search_hit *x = a, *y = b;
  return (x->key < y->key) - (x->key > y->key);
}

/* Orders the best first, and among equals the newest. */
static int search_by_score(const void *a, const void *b) {
  const struct search_hit *x = a, *y = b;
  int order = (x->score < y->score) - (x->score > y->score);
  return order ? order : search_by_key(a, b);
}

/* An article that was found by its title and by all of its text keeps the better score.
 */
static void search_drop_doubles(struct search *f) {
  size_t kept = 0;
  /* Sorted by key, which each article has only one of, doubles are next to each
   * other. */
  qsort(f->hits, f->count, sizeof *f->hits, search_by_key);
  for (size_t i = 0; i < f->count; i++)
    if (!kept || f->hits[kept - 1].key != f->hits[i].key)
      f->hits[kept++] = f->hits[i];
    else if (f->hits[kept - 1].score < f->hits[i].score)
      f->hits[kept - 1].score = f->hits[i].score;
  f->count = kept;
}

/* Adds the newest articles that match, in PostgreSQL. */
static enum err search_add_matches(struct search *f, const char *match, int most) {
  struct statement *st;
  int rows = 0;
  enum err e = statement_get(f->db, TABLE_SEARCH_FIND, f->all ? FIND_ANY : FIND, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, match);
  statement_bind_int(st, 2, most + 1);
  statement_bind_text(st, 3, f->rank.any);
  for (int i = 0; i < 3; i++)
    statement_bind_text(st, 4 + i, f->rank.pairs[i]);
  while (statement_next(f->db, st, &e)) {
    if (rows++ == most) {
      f->more = true;
      continue;
    }
    f->hits[f->count++] = (struct search_hit){
        statement_int(st, 0), statement_int(st, 1), statement_double(st, 2)};
  }
  return e;
}

/* Where all elements have to be: FTS5 has an index of titles and headings with two
 * columns, PostgreSQL weights. */
enum search_place { PLACE_ANY, PLACE_HEAD, PLACE_TITLE, PLACE_HEADINGS };

static const struct {
  const char *column, *weight;
} search_places[] = {[PLACE_ANY] = {NULL, ""},
    [PLACE_HEAD] = {NULL, "AB"},
    [PLACE_TITLE] = {"title", "A"},
    [PLACE_HEADINGS] = {"headings", "B"}};

static enum err search_match_place(
    const struct search *f, enum search_place place, const char **out) {
  const char *weight = search_places[place].weight;
  return f->but_one ? search_match_but_one(f->arena, f->query, weight, out)
                    : search_match(f->arena, f->query, weight, out);
}

/* Sets f->match. */
static enum err search_translate(struct search *f) {
  if (!f->db->engine->is_postgres)
    return f->but_one ? search_expression_but_one(f->db, f->arena, f->query, &f->match)
                      : search_expression(f->db, f->arena, f->query, &f->match);
  enum err e = search_match_place(f, PLACE_ANY, &f->match);
  return e || !f->match ? e : search_match_rank(f->arena, f->query, &f->rank);
}

/* Adds the newest articles that match in that place: `most`, and with FTS5 as many as
 * are found with so many steps. */
static enum err search_add(
    struct search *f, enum search_place place, int most, int64_t steps) {
  const char *match = f->match, *column = search_places[place].column;
  if (f->db->engine->is_postgres) {
    enum err e = place == PLACE_ANY ? OK : search_match_place(f, place, &match);
    return e ? e : search_add_matches(f, match, most);
  }
  if (column)
    match = arena_printf(f->arena, "%s : (%s)", column, match);
  return match ? search_add_hits(f, place != PLACE_ANY, match, most, steps) : ERR_NOMEM;
}

static bool search_has_excluded(const struct search_query *q) {
  bool has = false;
  for (size_t i = 0; i < q->count; i++)
    has = has || q->elements[i].without;
  return has;
}

/* The index of titles and headings does not know what else an article has: one with an
 * excluded word in its body would be found. Drops these, from `first` on. */
static enum err search_drop_excluded(struct search *f, size_t first) {
  struct statement *st;
  size_t kept = first;
  enum err e = statement_get(f->db, TABLE_SEARCH_FIND, MATCHES, &st);
  for (size_t i = first; !e && i < f->count; i++) {
    bool found = false;
    int64_t ignored;
    statement_bind_text(st, 1, f->match);
    statement_bind_int(st, 2, f->hits[i].key);
    e = statement_number_if_any(f->db, st, &found, &ignored);
    if (found)
      f->hits[kept++] = f->hits[i];
  }
  if (!e)
    f->count = kept;
  return e;
}

/* Adds articles by the index of titles and headings, which is small: this finds an old
 * article by its title even if thousands of newer ones have the words somewhere in
 * their bodies.
 *
 * Headings that every article has must not hide an older title, so both are searched.
 * But few articles have several words there, and looking up words is most of the work:
 * if it finds all of these articles, one search for both is enough. */
static enum err search_add_head(struct search *f) {
  /* PostgreSQL looks for an excluded word in all of the text by itself. */
  bool excludes = !f->db->engine->is_postgres && search_has_excluded(f->query),
       several = f->query->count >= SEARCH_SEVERAL;
  int most = excludes ? SEARCH_MOST_EXCLUDING : SEARCH_MOST_HEAD;
  size_t before = f->count;
  enum err e = OK;
  f->more = false;
  if (several)
    e = search_add(f, PLACE_HEAD, SEARCH_MOST_BOTH, SEARCH_WORK_HEAD);
  if (!e && (!several || f->more)) {
    f->count = before;
    e = search_add(f, PLACE_TITLE, most, SEARCH_WORK_HEAD);
    if (!e)
      e = search_add(f, PLACE_HEADINGS, most, SEARCH_WORK_HEAD);
  }
  return e || !excludes ? e : search_drop_excluded(f, before);
}

enum err search_find(struct db *s, struct arena *a, const struct search_query *q,
    bool all, struct search_result *out) {
  struct search f = {.db = s, .arena = a, .query = q, .all = all};
  /* Tests leave the main search little: FTS5 fewer steps, PostgreSQL fewer rows. */
  int part = s->search_divisor,
      most = SEARCH_MOST / (s->engine->is_postgres ? part : 1);
  *out = (struct search_result){0};
  /* One search in all the text, and at most one each in the titles and in the
   * headings. */
  f.hits = arena_array(a, SEARCH_MOST + 2 * SEARCH_MOST_HEAD, sizeof *f.hits);
  enum err e = f.hits ? search_translate(&f) : ERR_NOMEM;
  if (e || !f.match)
    return e;
  e = search_add(&f, PLACE_ANY, most, SEARCH_WORK / part);
  /* An older article that was not among the newest may match better. */
  bool more = f.more;
  if (!e && more)
    e = search_add_head(&f);
  if (e)
    return e;
  if (more)
    search_drop_doubles(&f);
  qsort(f.hits, f.count, sizeof *f.hits, search_by_score);
  *out = (struct search_result){f.hits, f.count, more};
  return OK;
}

enum err search_find_title(struct db *s, struct arena *a, const struct search_query *q,
    bool but_one, struct search_result *out) {
  struct search f = {.db = s, .arena = a, .query = q, .but_one = but_one};
  *out = (struct search_result){0};
  enum err e = search_translate(&f);
  if (e || !f.match)
    return e;
  f.hits = arena_array(a, SEARCH_MOST_TITLE, sizeof *f.hits);
  e = f.hits ? search_add(&f, PLACE_TITLE, SEARCH_MOST_TITLE, SEARCH_WORK_TITLE)
             : ERR_NOMEM;
  if (!e)
    *out = (struct search_result){f.hits, f.count, f.more};
  return e;
}
