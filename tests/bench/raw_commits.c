/* The rival of a comment's POST: the rows of one comment written to SQLite, each in a
 * transaction of its own that is on the disk when COMMIT returns (WAL,
 * synchronous=FULL), by one process that does nothing else.
 *   bench_commits DATABASE ARTICLE SECONDS BATCH
 * DATABASE has the tables of a site; BATCH comments share a transaction. Prints
 * {"comments": N, "seconds": S}. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sqlite3.h>

/* What script/bench sends by the form is of the same length. */
static const char text[] =
    "I saw her come in past the breakwater this morning, and I can say that the lamp "
    "was lit and that nobody on the quay had asked for it.";

enum { BEGIN, COMMENT, PRIVATE, COUNT, COMMIT, STATEMENTS };

static const char *const sql[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMENT] = ("INSERT INTO comment(article_id, parent_id, type, status, author, url,"
                 " source, html, renderer, created_at, digest, source_key) VALUES"
                 " (?1, NULL, 'comment', 'approve', 'Ada Lovelace', '', ?2, ?3, 1, ?4,"
                 " ?5, NULL)"),
    [PRIVATE] = ("INSERT INTO comment_private(comment_id, email) VALUES"
                 " (last_insert_rowid(), 'ada@example.org')"),
    [COUNT] = "UPDATE article SET comment_count = comment_count + 1 WHERE id = ?1",
    [COMMIT] = "COMMIT",
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int fail(sqlite3 *db) {
  fprintf(stderr, "bench_commits: %s\n", sqlite3_errmsg(db));
  return 1;
}

/* A digest has to be another one each time, and as scattered as a real one. */
static void scatter(uint64_t n, unsigned char out[32]) {
  for (int i = 0; i < 4; i++) {
    n = (n ^ (n >> 31)) * UINT64_C(0x9E3779B97F4A7C15) + 1;
    memcpy(out + i * 8, &n, 8);
  }
}

static int run(sqlite3_stmt *st) {
  int result = sqlite3_step(st);
  sqlite3_reset(st);
  return result == SQLITE_DONE ? 0 : -1;
}

static int add_one(sqlite3_stmt **st, long long article, uint64_t n) {
  char source[sizeof text + 32], html[sizeof text + 64];
  unsigned char digest[32];
  snprintf(source, sizeof source, "%s %08llu", text, (unsigned long long)n);
  snprintf(html, sizeof html, "<p>%s</p>\n", source);
  scatter(n + 1, digest);
  sqlite3_bind_int64(st[COMMENT], 1, article);
  sqlite3_bind_text(st[COMMENT], 2, source, -1, SQLITE_STATIC);
  sqlite3_bind_text(st[COMMENT], 3, html, -1, SQLITE_STATIC);
  sqlite3_bind_int64(st[COMMENT], 4, (sqlite3_int64)time(NULL) * 1000000);
  sqlite3_bind_blob(st[COMMENT], 5, digest, sizeof digest, SQLITE_STATIC);
  sqlite3_bind_int64(st[COUNT], 1, article);
  return run(st[COMMENT]) || run(st[PRIVATE]) || run(st[COUNT]) ? -1 : 0;
}

static int commit_batch(sqlite3_stmt **st, long long article, uint64_t n, long batch) {
  int failed = run(st[BEGIN]);
  for (long i = 0; !failed && i < batch; i++)
    failed = add_one(st, article, n + (uint64_t)i);
  return failed ? failed : run(st[COMMIT]);
}

int main(int argc, char **argv) {
  sqlite3 *db = NULL;
  sqlite3_stmt *st[STATEMENTS];
  long batch = argc == 5 ? strtol(argv[4], NULL, 10) : 0;
  if (batch < 1) {
    fputs("usage: bench_commits DATABASE ARTICLE SECONDS BATCH\n", stderr);
    return 2;
  }
  if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_exec(db,
          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
          NULL, NULL, NULL) != SQLITE_OK)
    return fail(db);
  for (int i = 0; i < STATEMENTS; i++)
    if (sqlite3_prepare_v2(db, sql[i], -1, &st[i], NULL) != SQLITE_OK)
      return fail(db);
  uint64_t n = 0;
  double began = now(), until = began + atof(argv[3]);
  for (; now() < until; n += (uint64_t)batch)
    if (commit_batch(st, atoll(argv[2]), n, batch) != 0)
      return fail(db);
  printf("{\"comments\": %llu, \"seconds\": %.6f}\n", (unsigned long long)n,
      now() - began);
  for (int i = 0; i < STATEMENTS; i++)
    sqlite3_finalize(st[i]);
  sqlite3_close(db);
  return 0;
}
