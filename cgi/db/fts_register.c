#include "base/tokenizer.h"
#include "db/fts_functions.h"

struct visit {
  int (*token)(void *, int, const char *, int, int, int);
  void *context;
  int result;
};

static enum err on_word(void *context, const struct word *w) {
  struct visit *v = context;
  v->result = v->token(v->context, w->same_place ? FTS5_TOKEN_COLOCATED : 0, w->text,
      (int)w->size, (int)w->start, (int)w->end);
  return v->result == SQLITE_OK ? OK : ERR_INTERNAL;
}

static int split(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text,
    int size, int (*token)(void *, int, const char *, int, int, int)) {
  struct visit v = {token, context, SQLITE_OK};
  (void)tokenizer;
  enum err e = word_each(text, size > 0 ? (size_t)size : 0,
      flags & FTS5_TOKENIZE_QUERY ? WORD_QUERY : WORD_INDEX, on_word, &v);
  return e == ERR_NOMEM ? SQLITE_NOMEM : v.result;
}

static int create(
    void *context, const char **arguments, int count, Fts5Tokenizer **out) {
  (void)arguments;
  (void)count;
  *out = context; /* it has no state; SQLite wants something that is not NULL */
  return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer) {
  (void)tokenizer;
}

/* As https://sqlite.org/fts5.html section 7 tells. */
static int find_api(sqlite3 *db, fts5_api **out) {
  sqlite3_stmt *st = NULL;
  int result = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &st, NULL);
  if (result == SQLITE_OK) {
    sqlite3_bind_pointer(st, 1, (void *)out, "fts5_api_ptr", NULL);
    sqlite3_step(st);
    result = sqlite3_finalize(st);
  }
  return result == SQLITE_OK && !*out ? SQLITE_ERROR : result;
}

int search_register(sqlite3 *db) {
  static fts5_tokenizer tokenizer = {create, destroy, split};
  fts5_api *api = NULL;
  int result = find_api(db, &api);
  if (result == SQLITE_OK)
    result =
        api->xCreateTokenizer(api, "pamphlet", (void *)&tokenizer, &tokenizer, NULL);
  if (result == SQLITE_OK)
    result = api->xCreateFunction(api, "relevance", NULL, search_relevance, NULL);
  return result;
}

int search_load(sqlite3 *db) {
  static const char *const tables[] = {
      "SELECT 0 FROM search", "SELECT 0 FROM search_head", "SELECT 0 FROM search_word"};
  int result = SQLITE_OK;
  for (size_t i = 0; result == SQLITE_OK && i < sizeof tables / sizeof tables[0]; i++) {
    sqlite3_stmt *st = NULL;
    result = sqlite3_prepare_v2(db, tables[i], -1, &st, NULL);
    sqlite3_finalize(st);
  }
  return result;
}
