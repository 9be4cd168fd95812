#include "db/postgres/postgres_database.h"

#include <string.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/migration.h"
#include "db/statement.h"
#include "site/site_open.h"
#include "support_site.h"

/* A line for each column: table, name, type, whether it may be NULL, and its place in
 * the primary key. Types have PostgreSQL's names. The tables of the search index
 * differ. */
static const char columns_of_sqlite[] =
    "SELECT group_concat(line, '\n') FROM (SELECT m.name || ' ' || c.name || ' ' ||"
    " CASE c.type WHEN 'INTEGER' THEN 'bigint' WHEN 'TEXT' THEN 'text'"
    " WHEN 'BLOB' THEN 'bytea' ELSE 'double precision' END || ' ' ||"
    " CASE WHEN c.\"notnull\" OR c.pk THEN 'NOT NULL' ELSE '' END || ' ' || c.pk AS line"
    " FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    " AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'search%' ORDER BY 1)";
static const char columns_of_postgres[] =
    "SELECT string_agg(line, chr(10) ORDER BY line) FROM (SELECT c.table_name || ' ' ||"
    " c.column_name || ' ' || c.data_type || ' ' ||"
    " CASE c.is_nullable WHEN 'NO' THEN 'NOT NULL' ELSE '' END || ' ' ||"
    " coalesce(k.ordinal_position, 0) AS line FROM information_schema.columns c"
    " LEFT JOIN (information_schema.table_constraints t"
    " JOIN information_schema.key_column_usage k USING (constraint_name, table_name))"
    " ON t.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name"
    " AND k.column_name = c.column_name WHERE c.table_schema = 'public'"
    " AND c.table_name NOT LIKE 'search%' AND c.table_name <> 'schema_version') x";

/* A line for each index, with its columns; a UNIQUE constraint is one, too. */
static const char indexes_of_sqlite[] =
    "SELECT group_concat(line, '\n') FROM (SELECT m.name || ' ' || l.\"unique\" || ' ' ||"
    " (SELECT group_concat(coalesce(name, '?'), ',') FROM (SELECT i.name FROM"
    " pragma_index_info(l.name) i ORDER BY i.seqno)) AS line FROM sqlite_master m,"
    " pragma_index_list(m.name) l WHERE m.type = 'table' AND l.origin <> 'pk'"
    " AND m.name NOT LIKE 'search%' ORDER BY 1)";
static const char indexes_of_postgres[] =
    "SELECT string_agg(line, chr(10) ORDER BY line) FROM (SELECT c.relname || ' ' ||"
    " CASE WHEN x.indisunique THEN 1 ELSE 0 END || ' ' || (SELECT string_agg("
    " coalesce(a.attname, '?'), ',' ORDER BY n) FROM unnest(x.indkey) WITH ORDINALITY"
    " k(number, n) LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number"
    " AND k.number > 0) AS line FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid"
    " WHERE c.relnamespace = 'public'::regnamespace AND NOT x.indisprimary"
    " AND c.relname NOT LIKE 'search%') y";

/* The rows that a new blog has. */
static const char rows_of_both[] =
    "SELECT (SELECT count(*) FROM listing) || ' ' || (SELECT count(*) FROM spam_total)"
    " || ' ' || (SELECT count(*) FROM search_state) || ' ' || (SELECT excerpt_version ||"
    " ' ' || excerpt_until || ' ' || change || ' ' || forgets || ' ' || forgotten ||"
    " ' ' || closing_days FROM site) || ' ' || (SELECT folder || epoch || lock_number ||"
    " changes || claimed FROM cache_record)";

static char *text_of(struct db *s, struct arena *a, const char *sql) {
  struct statement *st = NULL;
  if (s->handle)
    sqlite3_set_authorizer(s->handle, NULL, NULL);
  assert_err(statement_prepare(s, sql, &st), OK);
  assert_err(statement_one(s, st), OK);
  char *text = statement_text(a, st, 0);
  statement_finalize(st);
  return text;
}

static void compare(const char *sqlite, const char *postgres) {
  assert_true(strlen(sqlite) > 1000);
  while (*sqlite && *postgres) {
    size_t a = strcspn(sqlite, "\n"), b = strcspn(postgres, "\n");
    if (a != b || memcmp(sqlite, postgres, a) != 0)
      fail_msg(
          "SQLite has \"%.*s\", PostgreSQL \"%.*s\"", (int)a, sqlite, (int)b, postgres);
    sqlite += a + (sqlite[a] == '\n');
    postgres += b + (postgres[b] == '\n');
  }
  assert_string_equal(sqlite, postgres);
}

static void both_schemas_are_the_same(void **state) {
  struct blog *b = *state;
  char file[600], *folder = support_folder();
  struct db *s = NULL, *p = b->site->db;
  snprintf(file, sizeof file, "%s/x.db", folder);
  assert_err(db_create(file), OK);
  assert_err(db_open(&s, file, ROLE_COMMAND), OK);
  compare(text_of(s, b->arena, columns_of_sqlite),
      text_of(p, b->arena, columns_of_postgres));
  compare(text_of(s, b->arena, indexes_of_sqlite),
      text_of(p, b->arena, indexes_of_postgres));
  db_close(s);
  /* That of the blog is used already, another one is not. */
  char address[SUPPORT_ADDRESS];
  support_postgres(address, false);
  assert_err(db_open(&p, address, ROLE_COMMAND), OK);
  assert_err(db_open(&s, file, ROLE_COMMAND), OK);
  assert_string_equal(
      text_of(s, b->arena, rows_of_both), text_of(p, b->arena, rows_of_both));
  db_close(s);
  db_close(p);
  support_postgres_drop(address);
  free(folder);
}

static void the_web_reads_the_secret_of_the_blog(void **state) {
  struct blog *b = *state;
  assert_memory_equal(db_secret(b->site->db), db_secret(b->web->db), CRYPT_KEY);
  assert_int_equal(db_role(b->web->db), ROLE_WEB);
}

static void a_database_is_filled_once(void **state) {
  char address[SUPPORT_ADDRESS], why[300];
  struct db *s = NULL;
  int from = 0;
  (void)state;
  support_postgres(address, true);
  assert_err(db_open(&s, address, ROLE_COMMAND), ERR_NOT_FOUND);
  assert_err(db_upgrade(address, &from), ERR_NOT_FOUND);
  assert_err(db_create_postgres(address, why, sizeof why), OK);
  assert_err(db_create_postgres(address, why, sizeof why), ERR_EXISTS);
  assert_err(db_upgrade(address, &from), OK);
  assert_int_equal(from, migration_newest());
  assert_err(db_open(&s, address, ROLE_COMMAND), OK);
  db_close(s);
  support_postgres_drop(address);
}

static void versions_are_compared(void **state) {
  struct blog *b = *state;
  struct db *s = NULL;
  int from = 0;
  support_run(b, "UPDATE schema_version SET version = version + 1");
  assert_err(db_open(&s, b->database, ROLE_WEB), ERR_SCHEMA);
  assert_err(db_upgrade(b->database, &from), ERR_SCHEMA);
  support_run(b, "UPDATE schema_version SET version = version - 2");
  assert_err(db_open(&s, b->database, ROLE_WEB), ERR_OLD_SCHEMA);
  /* Rights are given again with every upgrade. */
  support_run(b, "GRANT SELECT ON comment_private TO blog_web");
  support_run(b, "UPDATE schema_version SET version = version + 1");
  assert_err(db_upgrade(b->database, &from), OK);
  assert_int_equal(support_number(b, "SELECT has_any_column_privilege('blog_web',"
                                     " 'comment_private', 'SELECT')"),
      0);
}

static void another_locale_is_refused(void **state) {
  char why[300] = "";
  (void)state;
  /* The server's own database sorts by bytes, but its encoding may be another. */
  support_postgres_latin(why, sizeof why);
  assert_non_null(strstr(why, "ENCODING 'UTF8' LOCALE 'C'"));
}

/* Who writes with psql is noticed, and what the program writes is not. */
static void foreign_changes_are_counted(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("one");
  const char *sql = "SELECT changes - claimed FROM cache_record";
  support_save(b, &in);
  assert_int_equal(support_number(b, sql), 0);
  support_run(b, "UPDATE article SET title = 'x'");
  assert_true(support_number(b, sql) > 0);
}

/* NULL stands for the next number, and a number that was given is never given again. */
static void ids_are_not_used_again(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("one");
  int64_t post = support_save(b, &in);
  support_run(b,
      "INSERT INTO comment SELECT 70, article_id, NULL, 'comment', 'hold', 'a',"
      " '', '', '', 1, 1, '' FROM path LIMIT 1");
  support_run(b, "DELETE FROM comment");
  assert_int_equal(support_comment(b, post, 0, COMMENT_HOLD), 71);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_postgres_test(both_schemas_are_the_same),
      support_postgres_test(the_web_reads_the_secret_of_the_blog),
      cmocka_unit_test(a_database_is_filled_once),
      support_postgres_test(versions_are_compared),
      cmocka_unit_test(another_locale_is_refused),
      support_postgres_test(foreign_changes_are_counted),
      support_postgres_test(ids_are_not_used_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
