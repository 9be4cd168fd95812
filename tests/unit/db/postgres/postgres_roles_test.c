#include "db/postgres/postgres_roles.h"

#include <string.h>

#include "support_site.h"

static void each_role_has_a_user(void **state) {
  static const struct {
    const char *address;
    enum role role;
    const char *user;
  } cases[] = {
      {"postgresql://blog@h/d", ROLE_COMMAND, "blog"},
      {"postgresql://blog@h/d", ROLE_WEB, "blog_web"},
      {"postgresql://blog@h/d", ROLE_SCHEDULER, "blog_scheduler"},
      {"postgresql://blog@h/d", ROLE_SENDER, "blog_sender"},
      {"postgresql://blog@h/d", ROLE_LINK, "blog_link"},
      {"postgresql://blog@h/d", ROLE_PERSON_LINK, "blog_person"},
      {"postgresql://h1,h2/d?user=news", ROLE_WEB, "news_web"},
  };
  char user[POSTGRES_USER], why[200];
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_err(
        postgres_user(cases[i].address, cases[i].role, user, why, sizeof why), OK);
    assert_string_equal(user, cases[i].user);
  }
  /* A password is not repeated. */
  assert_err(
      postgres_user("postgresql://a:secret@[b/c", ROLE_WEB, user, why, sizeof why),
      ERR_CONFIG);
  assert_non_null(strstr(why, "not a valid address"));
  assert_null(strstr(why, "secret"));
  assert_err(
      postgres_user("postgresql://a23456789012345678901234567890123456789012345678"
                    "901234567890@b/c",
          ROLE_WEB, user, why, sizeof why),
      ERR_CONFIG);
}

static void names_are_quoted(void **state) {
  struct buf out = {0};
  (void)state;
  postgres_create_users(&out, "o'\"x");
  assert_non_null(strstr(buf_text(&out), "rolname = 'o''\"x_web'"));
  assert_non_null(strstr(buf_text(&out), "CREATE ROLE \"o'\"\"x_web\" LOGIN"));
  buf_free(&out);
  postgres_grants(&out, "blog");
  assert_non_null(
      strstr(buf_text(&out), "GRANT INSERT ON comment_private TO \"blog_web\";"));
  assert_null(
      strstr(buf_text(&out), "GRANT SELECT ON comment_private TO \"blog_web\""));
  buf_free(&out);
}

/* What a visitor might make the web's connection run, whatever the way. Each must fail.
 */
static const char *const attacks[] = {
    "SELECT email FROM comment_private",
    "SELECT * FROM comment_private WHERE comment_id = 1",
    "SELECT count(*) FROM comment_private WHERE email LIKE 'ada%'",
    "TABLE comment_private",
    "COPY comment_private TO STDOUT",
    "COPY (SELECT email FROM comment_private) TO STDOUT",
    "DELETE FROM comment_private RETURNING email",
    "UPDATE comment_private SET email = email RETURNING email",
    "INSERT INTO comment_private(comment_id, email) VALUES (1, 'x') ON CONFLICT"
    " (comment_id) DO UPDATE SET email = comment_private.email RETURNING email",
    "INSERT INTO comment_private(comment_id, email) VALUES (77, 'x') RETURNING email",
    "INSERT INTO tag(slug, name) SELECT 'x', email FROM comment_private",
    "SELECT (SELECT email FROM comment_private LIMIT 1) FROM article",
    "SELECT max(p.email) FROM comment c JOIN comment_private p ON p.comment_id = c.id",
    "SELECT query_to_xml('SELECT email FROM comment_private', true, false, '')",
    "SELECT table_to_xml('comment_private', true, false, '')",
    "SELECT email FROM follow_request",
    "SELECT email FROM follower",
    "SELECT address FROM person_request",
    "SELECT recipient FROM mail",
    "SELECT email FROM author_private",
    "SET ROLE blog",
    "SET SESSION AUTHORIZATION blog",
    "ALTER TABLE comment_private OWNER TO blog_web",
    "CREATE VIEW v AS SELECT email FROM comment_private",
    "CREATE TABLE t AS SELECT email FROM comment_private",
    "CREATE TEMP TABLE t AS SELECT email FROM comment_private",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "CREATE TRIGGER t BEFORE INSERT ON comment_private FOR EACH ROW EXECUTE FUNCTION"
    " row_id()",
    "CREATE RULE r AS ON INSERT TO comment_private DO ALSO NOTHING",
    "DO $$ BEGIN PERFORM email FROM comment_private; END $$",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY article TO PROGRAM 'cat'",
    "LOAD 'x'",
    "CREATE EXTENSION dblink",
    "UPDATE article SET title = 'x'",
    "UPDATE article_body SET html = 'x'",
    "DELETE FROM comment",
    "TRUNCATE comment",
    "DROP TABLE comment",
    "UPDATE site SET secret = secret",
};

static void the_web_cannot_be_tricked_into_reading_an_address(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("one");
  support_comment(b, support_save(b, &in), 0, COMMENT_APPROVE);
  PGconn *c = support_postgres_connect(b->database, "web");
  for (size_t i = 0; i < sizeof attacks / sizeof attacks[0]; i++) {
    PGresult *r = PQexec(c, attacks[i]);
    if (PQresultStatus(r) != PGRES_FATAL_ERROR)
      fail_msg("not refused: %s", attacks[i]);
    PQclear(r);
  }
  /* No error, but a warning that nothing was granted. */
  PQclear(PQexec(c, "GRANT SELECT ON comment_private TO blog_web"));
  assert_int_equal(
      support_number(b, "SELECT has_any_column_privilege('blog_web', 'comment_private',"
                        " 'SELECT, UPDATE')"),
      0);
  /* What the planner knows of the values is not for the web either. */
  support_run(b, "ANALYZE comment_private");
  PGresult *r = PQexec(c, "SELECT count(*) FROM pg_stats WHERE tablename ="
                          " 'comment_private'");
  assert_string_equal(PQgetvalue(r, 0, 0), "0");
  PQclear(r);
  PQfinish(c);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_private"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_role_has_a_user),
      cmocka_unit_test(names_are_quoted),
      support_postgres_test(the_web_cannot_be_tricked_into_reading_an_address),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
