#include "support.h"

#include "db/connection.h"
#include "db/db.h"
#include "db/migration.h"
#include "db/search/search_find.h"
#include "db/search/search_index.h"
#include "db/search/search_types.h"
#include "db/statement.h"
#include "db/txn.h"
#include "fail_alloc.h"

enum { ARTICLES = 400 }; /* more than a search ranks first */

static char file[512];

static const enum role roles[] = {
    ROLE_COMMAND, ROLE_SCHEDULER, ROLE_WEB, ROLE_SENDER, ROLE_LINK, ROLE_PERSON_LINK};

static int make(void **state) {
  char *folder = support_folder();
  (void)state;
  snprintf(file, sizeof file, "%s/pamphlet.db", folder);
  free(folder);
  assert_err(db_create(file), OK);
  assert_err(db_create(file), ERR_EXISTS);
  /* Something to search for. */
  sqlite3 *db;
  assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
  assert_int_equal(
      sqlite3_exec(db,
          "INSERT INTO author VALUES (1, 'a', 'A');"
          "WITH RECURSIVE n(i) AS"
          " (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
          "INSERT INTO article(id, type, status, slug, title, excerpt, lang, author_id,"
          " menu_order, in_menu, sticky, created_at, published_at, updated_at,"
          " comments_open, comment_count, reading_minutes)"
          " SELECT i, 'post', 'publish', '', '', '', '', 1, 0, 0, 0, 1, 1, 1, 0, 0, 1"
          " FROM n",
          NULL, NULL, NULL),
      SQLITE_OK);
  sqlite3_close(db);
  return 0;
}

static void every_statement_under_every_role(void **state) {
  (void)state;
  for (size_t r = 0; r < sizeof roles / sizeof roles[0]; r++) {
    struct db *s = NULL;
    assert_err(db_open(&s, file, roles[r]), OK);
    for (int t = 0; t < TABLE_COUNT; t++) {
      const struct statement_table *table = statement_table((enum table)t);
      for (size_t i = 0; i < table->count; i++) {
        struct statement *st = NULL;
        bool mine = (table->statements[i].roles & roles[r]) != 0;
        enum err e = statement_get(s, (enum table)t, (int)i, &st);
        if (e != (mine ? OK : ERR_DENIED))
          fail_msg(
              "role %d, table %d, statement %zu: %s", (int)roles[r], t, i, err_name(e));
      }
    }
    db_close(s);
  }
}

/* The rights that the statements of one connection requested. */
struct asked {
  enum role role;
  unsigned *grants; /* by number, the roles that needed it */
  bool *functions;
};

static int note(void *context, int action, const char *table, const char *column,
    const char *database, const char *trigger) {
  struct asked *asked = context;
  for (size_t i = 0; i < role_grant_count; i++) {
    const struct role_grant *g = &role_grants[i];
    if (g->action == action && strcmp(g->table, table) == 0 &&
        (!g->column || (column && strcmp(g->column, column) == 0)))
      /* What a link needs is asked by a link alone. */
      asked->grants[i] |= asked->role & ROLE_PERSON ? ROLE_PERSON : asked->role;
  }
  for (size_t i = 0; role_functions[i]; i++)
    if (action == SQLITE_FUNCTION && strcmp(role_functions[i], column) == 0)
      asked->functions[i] = true;
  return roles_authorize(&asked->role, action, table, column, database, trigger);
}

static const struct search_query query = {
    .elements = {{"word*", true, false}}, .count = 1};

/* FTS5 accesses its own tables only when used. So this adds, removes and merges
 * entries, and searches past the newest articles. */
static enum err use_search(struct db *s, void *context) {
  static const struct search_text text = {"word", "", "words of all kinds"};
  int64_t id = *(const int *)context % ARTICLES + 1;
  enum err e = search_index_put(s, id, id, &text);
  return e                                          ? e
         : id % 100 == 0 && s->role == ROLE_COMMAND ? search_index_rebuild(s)
                                                    : OK;
}

enum { SEARCHERS = ROLE_COMMAND | ROLE_SCHEDULER | ROLE_WEB };

static void search_as(struct db *s) {
  struct arena *a = arena_new(1 << 20);
  struct search_result found;
  for (int i = 1; s->role & (ROLE_SCHEDULER | ROLE_COMMAND) && i <= 2 * ARTICLES; i++)
    assert_err(txn_write(s, use_search, &i), OK);
  if (s->role & SEARCHERS)
    assert_err(search_find(s, a, &query, s->role == ROLE_COMMAND, &found), OK);
  struct search_text text;
  if (s->role & SEARCHERS)
    assert_err(search_index_text(s, a, 1, 100, &text), OK);
  arena_free(a);
}

/* Newer versions (3.46 in Debian 13) read the settings of an index when it is created
 * again; older ones (3.40 in Debian 12) do not. */
static bool is_for_newer_sqlite(const struct role_grant *g) {
  static const char end[] = "_config";
  size_t n = strlen(g->table), m = sizeof end - 1;
  return sqlite3_libversion_number() < 3046000 && g->action == SQLITE_READ && n > m &&
         strcmp(g->table + n - m, end) == 0;
}

static void every_right_is_needed_by_every_role_that_has_it(void **state) {
  unsigned *grants = calloc(role_grant_count, sizeof *grants);
  bool functions[20] = {false};
  (void)state;
  for (size_t r = 0; r < sizeof roles / sizeof roles[0]; r++) {
    struct db *s = NULL;
    struct asked asked = {roles[r], grants, functions};
    assert_err(db_open(&s, file, roles[r]), OK);
    sqlite3_set_authorizer(s->handle, note, &asked);
    for (int t = 0; t < TABLE_COUNT; t++)
      for (size_t i = 0; i < statement_table((enum table)t)->count; i++) {
        struct statement *st = NULL;
        enum err e = statement_get(s, (enum table)t, (int)i, &st);
        assert_true(e == OK || e == ERR_DENIED);
      }
    search_as(s);
    db_close(s);
  }
  int needless = 0;
  for (size_t i = 0; i < role_grant_count; i++)
    if ((role_grants[i].roles & ~grants[i]) && !is_for_newer_sqlite(&role_grants[i])) {
      print_error("action %d on %s.%s: not needed by roles %x\n", role_grants[i].action,
          role_grants[i].table, role_grants[i].column ? role_grants[i].column : "*",
          role_grants[i].roles & ~grants[i]);
      needless++;
    }
  for (size_t i = 0; role_functions[i]; i++)
    if (!functions[i]) {
      print_error("function %s: not needed\n", role_functions[i]);
      needless++;
    }
  free(grants);
  assert_int_equal(needless, 0);
}

static const char *const hostile[] = {
    "SELECT email FROM comment_private",
    "SELECT count(*) FROM comment_private",
    "SELECT 1 FROM comment WHERE id IN (SELECT comment_id FROM comment_private)",
    "INSERT INTO comment_private VALUES (1, 'a') RETURNING email",
    "INSERT INTO comment_private VALUES (1, 'a') ON CONFLICT DO UPDATE SET email = ''",
    "UPDATE comment_private SET email = ''",
    "DELETE FROM comment_private",
    "SELECT recipient FROM mail",
    "SELECT email FROM follow_request",
    "SELECT email FROM follower",
    "SELECT address FROM person_request",
    "SELECT count(*) FROM person_request",
    "DELETE FROM person_request",
    "UPDATE follow SET confirmed_at = 1",
    "INSERT INTO mail_event VALUES (1, 'a', 0, 0, 0) RETURNING id",
    "DELETE FROM comment",
    "DELETE FROM comment_network",
    "UPDATE comment SET status = 'approve'",
    "UPDATE article SET title = ''",
    "INSERT INTO path VALUES ('/x/', 'gone', NULL)",
    "DELETE FROM listing_entry",
    "UPDATE listing SET count = 0",
    "UPDATE site SET secret = zeroblob(32)",
    "SELECT secret FROM site",
    "ATTACH ':memory:' AS other",
    "PRAGMA writable_schema = 1",
    "PRAGMA integrity_check",
    "PRAGMA table_info(comment_private)",
    "SELECT * FROM pragma_table_info('comment_private')",
    "VACUUM INTO '/tmp/pamphlet-never.db'",
    "DROP TABLE comment",
    "CREATE TABLE x (a)",
    "CREATE TEMP TABLE x (a)",
    "CREATE TRIGGER x AFTER INSERT ON comment BEGIN SELECT 1; END",
    "ALTER TABLE comment ADD COLUMN x",
    "SELECT load_extension('x')",
    "SELECT sql FROM sqlite_schema",
    "REINDEX",
    "ANALYZE",
};

static void refuse(enum role role, const char *const *texts, size_t count) {
  struct db *s = NULL;
  assert_err(db_open(&s, file, role), OK);
  for (size_t i = 0; i < count; i++) {
    sqlite3_stmt *st = NULL;
    int result = sqlite3_prepare_v2(s->handle, texts[i], -1, &st, NULL);
    /* VACUUM asks the authorizer only when it runs. */
    if (result == SQLITE_OK)
      result = sqlite3_step(st);
    sqlite3_finalize(st);
    if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW)
      fail_msg("was allowed: %s", texts[i]);
  }
  db_close(s);
}

static void hostile_sql_is_refused_to_the_web(void **state) {
  (void)state;
  refuse(ROLE_WEB, hostile, sizeof hostile / sizeof hostile[0]);
}

/* It may do more to comments than the web, but neither read an address nor touch an
 * article. */
static void hostile_sql_is_refused_to_a_link(void **state) {
  static const char *const texts[] = {
      "SELECT email FROM comment_private",
      "SELECT count(*) FROM comment_private",
      "UPDATE comment_private SET email = ''",
      "INSERT INTO comment_private VALUES (1, 'a')",
      "SELECT secret FROM site",
      "UPDATE site SET secret = zeroblob(32)",
      "SELECT email FROM follow_request",
      "SELECT address FROM follower",
      "SELECT address FROM person_request",
      "UPDATE follow SET follower_id = 1",
      "UPDATE comment SET by_author = 1",
      "UPDATE comment SET article_id = 1",
      "UPDATE article SET title = ''",
      "UPDATE article SET status = 'publish'",
      "DELETE FROM article",
      "INSERT INTO path VALUES ('/x/', 'gone', NULL)",
      "INSERT INTO redirect VALUES ('/x/', '/y/')",
      "INSERT INTO blocked_network VALUES (x'00', 1)",
      "DELETE FROM blocked_network",
      "DELETE FROM comment_deleted",
      "SELECT * FROM search WHERE search MATCH 'word'",
      "ATTACH ':memory:' AS other",
      "PRAGMA writable_schema = 1",
      "VACUUM INTO '/tmp/pamphlet-never.db'",
      "DROP TABLE comment",
      "CREATE TEMP TABLE x (a)",
      "SELECT sql FROM sqlite_schema",
  };
  (void)state;
  refuse(ROLE_LINK, texts, sizeof texts / sizeof texts[0]);
}

/* It may read addresses and erase, but not change who said what, or the blog. */
static void hostile_sql_is_refused_to_a_person(void **state) {
  static const char *const texts[] = {
      "UPDATE comment_private SET email = ''",
      "INSERT INTO comment_private VALUES (1, 'a')",
      "UPDATE person_request SET address = ''",
      "INSERT INTO person_request VALUES (1, 'a', 'copy', 1, 1)",
      "UPDATE mail SET recipient = ''",
      "UPDATE follower SET email = ''",
      "SELECT email FROM author_private",
      "SELECT secret FROM site",
      "UPDATE comment SET article_id = 1",
      "UPDATE article SET title = ''",
      "DELETE FROM article",
      "INSERT INTO path VALUES ('/x/', 'gone', NULL)",
      "ATTACH ':memory:' AS other",
      "DROP TABLE comment",
  };
  (void)state;
  refuse(ROLE_PERSON_LINK, texts, sizeof texts / sizeof texts[0]);
}

static enum err prepare_all(void *context) {
  struct db *s = NULL;
  enum err e = db_open(&s, file, *(const enum role *)context);
  for (int t = 0; !e && t < TABLE_COUNT; t++)
    for (size_t i = 0; !e && i < statement_table((enum table)t)->count; i++) {
      struct statement *st = NULL;
      e = statement_get(s, (enum table)t, (int)i, &st);
      e = e == ERR_DENIED ? OK : e;
    }
  db_close(s);
  return e;
}

static void a_failed_allocation_is_no_missing_right(void **state) {
  (void)state;
  for (size_t r = 0; r < sizeof roles / sizeof roles[0]; r++) {
    enum role role = roles[r];
    fail_alloc_each(prepare_all, &role);
  }
}

static void a_newer_schema_is_refused(void **state) {
  sqlite3 *db;
  char sql[64];
  struct db *s = NULL;
  (void)state;
  assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
  snprintf(sql, sizeof sql, "PRAGMA user_version = %d", migration_newest() + 1);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
  assert_err(db_open(&s, file, ROLE_WEB), ERR_SCHEMA);
  assert_null(s);
}

static void a_missing_file_is_not_created(void **state) {
  struct db *s = NULL;
  (void)state;
  assert_err(db_open(&s, "/tmp/pamphlet-no-such-folder/x.db", ROLE_WEB), ERR_NOT_FOUND);
  assert_null(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_statement_under_every_role),
      cmocka_unit_test(every_right_is_needed_by_every_role_that_has_it),
      cmocka_unit_test(hostile_sql_is_refused_to_the_web),
      cmocka_unit_test(hostile_sql_is_refused_to_a_link),
      cmocka_unit_test(hostile_sql_is_refused_to_a_person),
      cmocka_unit_test(a_failed_allocation_is_no_missing_right),
      cmocka_unit_test(a_missing_file_is_not_created),
      cmocka_unit_test(a_newer_schema_is_refused),
  };
  return cmocka_run_group_tests(tests, make, NULL);
}
