#include "db/fts_functions.h"

/* As BM25's k1 and b: how soon more of the same word adds nothing, and how much a long
 * text has to have more of it. The length counts within bounds. */
static const double saturation = 1.2, by_length = 0.75;
static const double shortest = 0.5, longest = 2;

/* Words of a query next to each other, in its order, count like one of them again. */
enum { PHRASES = 256, COLUMNS = 3, INSTANCES = 2000 };

struct seen {
  int count[PHRASES][COLUMNS];
  int pairs[COLUMNS];
};

/* Counts the instances of each phrase in each column, which come in the order of the
 * text. */
static int count_instances(
    const Fts5ExtensionApi *api, Fts5Context *fts, struct seen *seen) {
  int instances = 0, last_phrase = -1, last_column = -1, last_end = -1;
  int result = api->xInstCount(fts, &instances);
  for (int i = 0; result == SQLITE_OK && i < instances && i < INSTANCES; i++) {
    int phrase = 0, column = 0, offset = 0;
    result = api->xInst(fts, i, &phrase, &column, &offset);
    if (result != SQLITE_OK || phrase >= PHRASES || column >= COLUMNS)
      continue;
    seen->count[phrase][column]++;
    if (column == last_column && phrase == last_phrase + 1 && offset == last_end)
      seen->pairs[column]++;
    last_phrase = phrase;
    last_column = column;
    last_end = offset + api->xPhraseSize(fts, phrase);
  }
  return result;
}

/* How much longer than the average a column's text is. */
static int relative_length(const Fts5ExtensionApi *api, Fts5Context *fts, int column,
    sqlite3_int64 rows, double *out) {
  int size = 0;
  sqlite3_int64 all = 0;
  int result = api->xColumnSize(fts, column, &size);
  if (result == SQLITE_OK)
    result = api->xColumnTotalSize(fts, column, &all);
  double average = rows > 0 ? (double)all / (double)rows : 0;
  double relative = average > 0 ? size / average : 1;
  *out = relative < shortest ? shortest : relative > longest ? longest : relative;
  return result;
}

void search_relevance(const Fts5ExtensionApi *api, Fts5Context *fts,
    sqlite3_context *context, int count, sqlite3_value **values) {
  struct seen seen = {0};
  sqlite3_int64 rows = 0;
  double score = 0;
  int phrases = api->xPhraseCount(fts);
  int result = count_instances(api, fts, &seen);
  if (result == SQLITE_OK)
    result = api->xRowCount(fts, &rows);
  for (int column = 0; result == SQLITE_OK && column < count; column++) {
    double length = 1, weight = sqlite3_value_double(values[column]);
    result = relative_length(api, fts, column, rows, &length);
    double half = saturation * (1 - by_length + by_length * length);
    for (int i = 0; i < phrases && i < PHRASES; i++)
      score += weight * seen.count[i][column] / (seen.count[i][column] + half);
    score += weight * seen.pairs[column] / (seen.pairs[column] + half);
  }
  if (result == SQLITE_OK)
    sqlite3_result_double(context, score);
  else
    sqlite3_result_error_code(context, result);
}
