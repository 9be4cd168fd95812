#include "db/sqlite/fts_functions.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistring/version.h>

#include "base/tokenizer.h"

/* k1 and b of BM25: how quickly further occurrences of a word stop adding to the score,
 * and how many more of them a long text needs. The relative length is clamped, so that
 * neither a note of one line nor a very long article gets an extreme score. */
static const double saturation = 1.2, by_length = 0.75;
static const double shortest = 0.5, longest = 2;

/* Limits of what is counted; more than anything that search_types.h lets through,
 * except instances of a phrase in a very long text. */
enum { PHRASES = 256, COLUMNS = 3, INSTANCES = 2000 };

struct seen {
  int count[PHRASES][COLUMNS];
  int pairs[COLUMNS];
};

/* What is the same for all rows of a query. */
struct averages {
  double length[COLUMNS]; /* of each column, in words */
};

/* The instances of a phrase in the order of the text: column and offset in words, as
 * one number. */
struct instances {
  int64_t at[INSTANCES];
  int count;
};

static int64_t fts_place(int column, int offset) {
  return (int64_t)column << 32 | offset;
}

static int fts_read_instances(
    const Fts5ExtensionApi *api, Fts5Context *fts, int phrase, struct instances *out) {
  Fts5PhraseIter iterator;
  int column = -1, offset = -1;
  out->count = 0;
  int result = api->xPhraseFirst(fts, phrase, &iterator, &column, &offset);
  /* At the end, xPhraseNext sets the column to -1. */
  while (result == SQLITE_OK && column >= 0 && column < COLUMNS &&
         out->count < INSTANCES) {
    out->at[out->count++] = fts_place(column, offset);
    api->xPhraseNext(fts, &iterator, &column, &offset);
  }
  return result;
}

/* Counts the instances of a phrase in each column, and as pairs those that begin where
 * one of the phrase before it, which has `size` words, ends. */
static void fts_count_phrase(const struct instances *before, int size,
    const struct instances *found, int count[COLUMNS], int pairs[COLUMNS]) {
  int last = 0;
  for (int i = 0; i < found->count; i++) {
    int column = (int)(found->at[i] >> 32);
    count[column]++;
    while (last < before->count && before->at[last] + size < found->at[i])
      last++;
    pairs[column] += last < before->count && before->at[last] + size == found->at[i];
  }
}

/* Reads the lists of the phrases one after another. xInst would sort the instances of
 * all phrases of a row first, which takes longer than all the rest. */
static int fts_count_instances(
    const Fts5ExtensionApi *api, Fts5Context *fts, int phrases, struct seen *seen) {
  /* One by one, because an initializer would clear the lists. */
  struct instances lists[2];
  int result = SQLITE_OK;
  lists[1].count = 0;
  for (int i = 0; result == SQLITE_OK && i < phrases; i++) {
    struct instances *found = &lists[i % 2], *before = &lists[(i + 1) % 2];
    result = fts_read_instances(api, fts, i, found);
    if (result == SQLITE_OK && found->count)
      fts_count_phrase(before, i ? api->xPhraseSize(fts, i - 1) : 0, found,
          seen->count[i], seen->pairs);
  }
  return result;
}

static int fts_read_averages(
    const Fts5ExtensionApi *api, Fts5Context *fts, struct averages *out) {
  sqlite3_int64 rows = 0, all = 0;
  int columns = api->xColumnCount(fts);
  int result = api->xRowCount(fts, &rows);
  for (int i = 0; result == SQLITE_OK && i < columns && i < COLUMNS; i++) {
    result = api->xColumnTotalSize(fts, i, &all);
    out->length[i] = rows > 0 ? (double)all / (double)rows : 0;
  }
  return result;
}

/* FTS5 reads the totals from the database each time it is asked, so they are asked for
 * once per query and kept with it. */
static int fts_get_averages(
    const Fts5ExtensionApi *api, Fts5Context *fts, const struct averages **out) {
  struct averages *kept = api->xGetAuxdata(fts, 0);
  *out = kept;
  if (kept)
    return SQLITE_OK;
  kept = sqlite3_malloc(sizeof *kept);
  if (!kept)
    return SQLITE_NOMEM;
  *kept = (struct averages){0};
  int result = fts_read_averages(api, fts, kept);
  *out = kept;
  if (result == SQLITE_OK)
    /* If this fails, FTS5 has freed it. */
    return api->xSetAuxdata(fts, kept, sqlite3_free);
  sqlite3_free(kept);
  return result;
}

/* The length of a column's text compared with the average of all rows. */
static int fts_relative_length(const Fts5ExtensionApi *api, Fts5Context *fts,
    int column, const struct averages *of, double *out) {
  int size = 0;
  int result = api->xColumnSize(fts, column, &size);
  /* An empty column has the average 0, by which nothing can be divided. */
  double average = of->length[column];
  double relative = average > 0 ? size / average : 1;
  *out = relative < shortest ? shortest : relative > longest ? longest : relative;
  return result;
}

/* BM25 without the factor for rare words: every row that is ranked contains all words
 * of the query, so that factor would be the same for all. docs/search.md has the
 * formula. */
static void fts_relevance(const Fts5ExtensionApi *api, Fts5Context *fts,
    sqlite3_context *context, int count, sqlite3_value **values) {
  struct seen seen;
  const struct averages *averages = NULL;
  double score = 0;
  int phrases = api->xPhraseCount(fts);
  if (phrases > PHRASES)
    phrases = PHRASES;
  /* Not all of it, which is many times what most queries use. */
  memset(seen.count, 0, (size_t)phrases * sizeof seen.count[0]);
  memset(seen.pairs, 0, sizeof seen.pairs);
  int result = fts_count_instances(api, fts, phrases, &seen);
  if (result == SQLITE_OK)
    result = fts_get_averages(api, fts, &averages);
  for (int column = 0; result == SQLITE_OK && column < count && column < COLUMNS;
       column++) {
    double length = 1, weight = sqlite3_value_double(values[column]);
    result = fts_relative_length(api, fts, column, averages, &length);
    /* The number of occurrences that gives half of the highest score. */
    double half = saturation * (1 - by_length + by_length * length);
    for (int i = 0; i < phrases; i++)
      if (seen.count[i][column])
        score += weight * seen.count[i][column] / (seen.count[i][column] + half);
    score += weight * seen.pairs[column] / (seen.pairs[column] + half);
  }
  if (result == SQLITE_OK)
    sqlite3_result_double(context, score);
  else
    sqlite3_result_error_code(context, result);
}

struct visit {
  int (*token)(void *, int, const char *, int, int, int);
  void *context;
  int result;
};

static enum err fts_on_token(void *context, const struct token *w) {
  struct visit *v = context;
  v->result = v->token(v->context, w->same_place ? FTS5_TOKEN_COLOCATED : 0, w->text,
      (int)w->size, (int)w->start, (int)w->end);
  return v->result == SQLITE_OK ? OK : ERR_INTERNAL;
}

/* FTS5 calls this for each column of a row it adds or removes, and for each string of a
 * query. The flags say which, because a query is split differently
 * (base/tokenizer.h). */
static int fts_tokenize(Fts5Tokenizer *tokenizer, void *context, int flags,
    const char *text, int size,
    int (*token)(void *, int, const char *, int, int, int)) {
  struct visit v = {token, context, SQLITE_OK};
  (void)tokenizer;
  enum err e = tokenize(text, size > 0 ? (size_t)size : 0,
      flags & FTS5_TOKENIZE_QUERY ? TOKENIZE_QUERY : TOKENIZE_INDEX, fts_on_token, &v);
  /* If SQLite's own callback failed, its result code goes back to SQLite unchanged. */
  return e == ERR_NOMEM ? SQLITE_NOMEM : v.result;
}

static int fts_create_tokenizer(
    void *context, const char **arguments, int count, Fts5Tokenizer **out) {
  (void)arguments;
  (void)count;
  *out = context; /* no state is needed, but SQLite takes NULL for out of memory */
  return SQLITE_OK;
}

static void fts_destroy_tokenizer(Fts5Tokenizer *tokenizer) {
  (void)tokenizer;
}

/* See https://sqlite.org/fts5.html, section 7. */
static int fts_find_api(sqlite3 *db, fts5_api **out) {
  sqlite3_stmt *st = NULL;
  int result = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &st, NULL);
  if (result == SQLITE_OK) {
    sqlite3_bind_pointer(st, 1, (void *)out, "fts5_api_ptr", NULL);
    sqlite3_step(st);
    result = sqlite3_finalize(st);
  }
  return result == SQLITE_OK && !*out ? SQLITE_ERROR : result;
}

int fts_register(sqlite3 *db) {
  /* Also the context of fts_create_tokenizer, which has to return a pointer to
   * something. */
  static fts5_tokenizer tokenizer = {
      fts_create_tokenizer, fts_destroy_tokenizer, fts_tokenize};
  fts5_api *api = NULL;
  int result = fts_find_api(db, &api);
  if (result == SQLITE_OK)
    result =
        api->xCreateTokenizer(api, "pamphlet", (void *)&tokenizer, &tokenizer, NULL);
  if (result == SQLITE_OK)
    result = api->xCreateFunction(api, "relevance", NULL, fts_relevance, NULL);
  return result;
}

/* SQLite declares a virtual table when a statement first names it. That is DDL to the
 * authorizer, which refuses it, so it has to happen before the authorizer is set. */
int fts_load(sqlite3 *db) {
  static const char *const tables[] = {"SELECT 0 FROM search",
      "SELECT 0 FROM search_head", "SELECT 0 FROM search_word",
      "SELECT 0 FROM search_head_word", "SELECT 0 FROM json_each('[]')"};
  int result = SQLITE_OK;
  for (size_t i = 0; result == SQLITE_OK && i < sizeof tables / sizeof tables[0]; i++) {
    sqlite3_stmt *st = NULL;
    result = sqlite3_prepare_v2(db, tables[i], -1, &st, NULL);
    sqlite3_finalize(st);
  }
  return result;
}

/* Both versions matter: an update of libunistring brings new Unicode tables, with which
 * some texts are split differently. */
const char *fts_tokenizer(char out[FTS_TOKENIZER]) {
  snprintf(
      out, FTS_TOKENIZER, "%d/%x", TOKENIZER_VERSION, (unsigned)_libunistring_version);
  return out;
}
