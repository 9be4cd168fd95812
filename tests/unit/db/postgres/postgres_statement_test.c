#include "db/postgres/postgres_statement.h"

#include <string.h>

#include "base/buf.h"
#include "db/connection.h"
#include "db/postgres/postgres_connection.h"
#include "db/postgres/postgres_text.h"
#include "db/statement.h"
#include "support_site.h"

/* The types of parameters that the driver sends as text or as they are. A smaller
 * integer is what PostgreSQL takes a parameter for that it compares with a number
 * first: times in microseconds would not fit. */
static bool can_send(Oid type) {
  static const Oid known[] = {16, 17, 20, 25, 701};
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (known[i] == type)
      return true;
  return false;
}

static void check_types(PGconn *c, const char *name, const char *sql) {
  PGresult *r = PQdescribePrepared(c, name);
  for (int i = 0; i < PQnparams(r); i++)
    if (!can_send(PQparamtype(r, i)))
      fail_msg("parameter %d has type %u: %s", i + 1, PQparamtype(r, i), sql);
  for (int i = 0; i < PQnfields(r); i++)
    if (!postgres_can_read(PQftype(r, i)))
      fail_msg("column %d has type %u: %s", i, PQftype(r, i), sql);
  PQclear(r);
}

/* Prepares every statement of the program as the user of each role that may run it, and
 * has it planned, which checks the rights. */
static void check_statement(PGconn *c, const char *name, const char *sql) {
  struct buf text = {0}, run = {0};
  int parameters = postgres_text(&text, sql);
  PGresult *r = PQprepare(c, name, buf_text(&text), 0, NULL);
  if (PQresultStatus(r) != PGRES_COMMAND_OK)
    fail_msg("%s: %s", sql, PQresultErrorMessage(r));
  PQclear(r);
  check_types(c, name, sql);
  buf_printf(&run, "EXPLAIN EXECUTE %s", name);
  for (int i = 0; i < parameters; i++)
    buf_puts(&run, i ? ", NULL" : "(NULL");
  buf_puts(&run, parameters ? ")" : "");
  r = PQexec(c, buf_text(&run));
  /* BEGIN and its kin have no plan. */
  bool planned = strstr(sql, "SELECT") || strstr(sql, "INSERT") ||
                 strstr(sql, "UPDATE") || strstr(sql, "DELETE");
  if (planned && PQresultStatus(r) != PGRES_TUPLES_OK)
    fail_msg("as %s: %s: %s", PQuser(c), sql, PQresultErrorMessage(r));
  PQclear(r);
  buf_free(&text);
  buf_free(&run);
}

static void every_role_may_run_its_statements(void **state) {
  static const struct {
    enum role role;
    const char *name;
  } roles[] = {{ROLE_COMMAND, NULL}, {ROLE_WEB, "web"}, {ROLE_SCHEDULER, "scheduler"},
      {ROLE_SENDER, "sender"}, {ROLE_LINK, "link"}, {ROLE_PERSON_LINK, "person"}};
  struct blog *b = *state;
  int checked = 0;
  for (size_t r = 0; r < sizeof roles / sizeof roles[0]; r++) {
    PGconn *c = support_postgres_connect(b->database, roles[r].name);
    for (int t = 0; t < TABLE_COUNT; t++) {
      const struct statement_table *table = statement_table((enum table)t);
      for (size_t i = 0; i < table->count; i++) {
        char name[32];
        const char *sql = statement_table_text(table, i, true);
        snprintf(name, sizeof name, "s%d_%zu", t, i);
        if (!(table->statements[i].roles & roles[r].role) || !*sql)
          continue;
        check_statement(c, name, sql);
        checked++;
      }
    }
    PQfinish(c);
  }
  assert_true(checked > 1000);
}

static void a_statement_that_does_not_fit_is_damage(void **state) {
  struct blog *b = *state;
  struct statement *st = NULL;
  assert_err(statement_prepare(b->site->db, "SELECT a FROM nowhere", &st), ERR_DAMAGED);
  assert_null(st);
  assert_non_null(strstr(db_message(b->site->db), "nowhere"));
}

/* PostgreSQL answers COMMIT with ROLLBACK after a statement that failed, and calls that
 * no error. */
static enum err fail_and_go_on(struct db *s, void *context) {
  struct blog *b = context;
  struct statement *st = support_prepare(b, "SELECT 1 / ?1");
  statement_bind_int(st, 1, 0);
  assert_err(statement_run(s, st), ERR_INTERNAL);
  statement_finalize(st);
  return OK;
}

static void a_commit_that_is_none_is_an_error(void **state) {
  struct blog *b = *state;
  int64_t before = support_number(b, "SELECT change FROM site");
  assert_true(txn_write(b->site->db, fail_and_go_on, b) != OK);
  assert_int_equal(support_number(b, "SELECT change FROM site"), before);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_postgres_test(every_role_may_run_its_statements),
      support_postgres_test(a_statement_that_does_not_fit_is_damage),
      support_postgres_test(a_commit_that_is_none_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
