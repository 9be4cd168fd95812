#include "db/postgres/postgres_connection.h"

#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/model/term.h"
#include "db/statement.h"
#include "support_site.h"

static void addresses_are_told_from_files(void **state) {
  (void)state;
  assert_true(postgres_is_address("postgresql://a@b/c"));
  assert_true(postgres_is_address("postgres://"));
  assert_false(postgres_is_address("/var/lib/pamphlet/pamphlet.db"));
  assert_false(postgres_is_address("postgresql"));
  assert_false(postgres_is_address(""));
}

static void nobody_answers(void **state) {
  struct db *s = NULL;
  char address[600], *folder = support_folder();
  (void)state;
  snprintf(address, sizeof address, "postgresql://a@/b?host=%s", folder);
  assert_err(db_open(&s, address, ROLE_WEB), ERR_UNREACHABLE);
  assert_err(db_open(&s, "postgresql://a@/b?nonsense=1", ROLE_WEB), ERR_CONFIG);
  assert_null(s);
  free(folder);
}

static int64_t change_of(struct db *s, enum err *e) {
  int64_t n = 0;
  *e = txn_revision(s, DEP_SITE, 0, &n);
  return n;
}

static enum err add_author(struct db *s, void *context) {
  struct term author;
  struct blog *b = context;
  return term_ensure(s, b->arena, TERM_AUTHOR, NULL, "ann", "Ann", &author);
}

static enum err lose_and_add(struct db *s, void *context) {
  support_postgres_disconnect(((struct blog *)context)->database);
  return add_author(s, context);
}

static void a_closed_connection_is_opened_again(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct term author;
  enum err e = OK;
  change_of(s, &e);
  assert_err(e, OK);
  support_postgres_disconnect(b->database);
  /* The statement was prepared in the former session. */
  change_of(s, &e);
  assert_err(e, OK);
  support_postgres_disconnect(b->database);
  assert_err(db_read_begin(s), OK);
  /* A snapshot that is lost is not replaced by another one. */
  support_postgres_disconnect(b->database);
  change_of(s, &e);
  assert_err(e, ERR_UNREACHABLE);
  change_of(s, &e);
  assert_err(e, ERR_UNREACHABLE);
  db_read_end(s);
  change_of(s, &e);
  assert_err(e, OK);
  /* Nor is a transaction that writes. */
  assert_err(txn_write(s, lose_and_add, b), ERR_UNREACHABLE);
  assert_err(term_find(s, b->arena, TERM_AUTHOR, "ann", &author), ERR_NOT_FOUND);
  assert_err(txn_write(s, add_author, b), OK);
  assert_err(term_find(s, b->arena, TERM_AUTHOR, "ann", &author), OK);
}

/* The code of an error that a statement raises, through the connection. */
static enum err error_of(struct blog *b, const char *code) {
  char sql[200];
  snprintf(sql, sizeof sql,
      "DO $$ BEGIN RAISE EXCEPTION 'as a test' USING ERRCODE = '%s'; END $$", code);
  return postgres_execute(b->site->db, sql);
}

static void codes_become_errors(void **state) {
  static const struct {
    const char *code;
    enum err e;
  } codes[] = {{"23505", ERR_EXISTS}, {"23503", ERR_EXISTS}, {"23502", ERR_INTERNAL},
      {"40001", ERR_BUSY}, {"40P01", ERR_BUSY}, {"55P03", ERR_BUSY},
      {"53100", ERR_FULL}, {"53200", ERR_NOMEM}, {"53300", ERR_UNREACHABLE},
      {"42501", ERR_DENIED}, {"25006", ERR_READ_ONLY}, {"XX001", ERR_DAMAGED},
      {"42P01", ERR_DAMAGED}, {"58030", ERR_IO}, {"57P01", ERR_UNREACHABLE},
      {"08006", ERR_UNREACHABLE}, {"22003", ERR_INTERNAL}};
  struct blog *b = *state;
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
    assert_err(error_of(b, codes[i].code), codes[i].e);
  assert_string_equal(db_message(b->site->db), "as a test");
}

/* Every writer waits for the row of `site`, and not for ever. */
static void a_writer_waits_for_another(void **state) {
  struct blog *b = *state;
  PGconn *other = support_postgres_connect(b->database, NULL);
  PQclear(PQexec(other, "BEGIN; UPDATE site SET change = change"));
  assert_err(txn_write(b->site->db, add_author, b), ERR_BUSY);
  PQclear(PQexec(other, "COMMIT"));
  assert_err(txn_write(b->site->db, add_author, b), OK);
  PQfinish(other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(addresses_are_told_from_files),
      cmocka_unit_test(nobody_answers),
      support_postgres_test(a_closed_connection_is_opened_again),
      support_postgres_test(codes_become_errors),
      support_postgres_test(a_writer_waits_for_another),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
