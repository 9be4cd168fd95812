#include "db/transfer/transfer_table.h"

#include <string.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/statement.h"
#include "db/transfer/transfer_side.h"
#include "support_site.h"

/* Of the database itself, or made again: a table that is missing here and in the list
 * would be lost by a copy. */
static const char *const not_copied[] = {"cache_record", "eviction", "schema_version",
    "search_entry", "search_state", "web_machine"};

static bool is_known(const char *name) {
  for (size_t i = 0; i < sizeof not_copied / sizeof *not_copied; i++)
    if (strcmp(not_copied[i], name) == 0)
      return true;
  for (size_t i = 0; i < transfer_table_count; i++)
    if (strcmp(transfer_tables[i].name, name) == 0)
      return true;
  return false;
}

static void every_table_is_copied(void **state) {
  struct blog *b = *state;
  struct statement *st = support_prepare(
      b, b->site->db->engine->is_postgres
             ? "SELECT table_name::text FROM information_schema.tables"
               " WHERE table_schema = 'public'"
             : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE"
               " 'sqlite_%' AND (name NOT LIKE 'search_%' OR name IN ('search_due',"
               " 'search_entry', 'search_state'))");
  enum err e = OK;
  size_t count = 0;
  for (; statement_next(b->site->db, st, &e); count++)
    if (!is_known(statement_chars(st, 0)))
      fail_msg("the table %s is not copied", statement_chars(st, 0));
  assert_err(e, OK);
  assert_true(count >= transfer_table_count);
  statement_finalize(st);
}

static void the_key_is_the_primary_key(void **state) {
  struct blog *b = *state;
  for (size_t i = 0; i < transfer_table_count; i++) {
    const struct transfer_table *t = &transfer_tables[i];
    struct statement *st;
    if (transfer_table_is_search(t))
      continue;
    st = support_prepare(
        b, b->site->db->engine->is_postgres
               ? "SELECT string_agg(column_name, ', ' ORDER BY ordinal_position)"
                 " FROM information_schema.key_column_usage WHERE constraint_name ="
                 " ?1 || '_pkey'"
               : "SELECT group_concat(name, ', ') FROM (SELECT name FROM"
                 " pragma_table_info(?1) WHERE pk > 0 ORDER BY pk)");
    statement_bind_text(st, 1, t->name);
    assert_err(statement_one(b->site->db, st), OK);
    assert_string_equal(statement_chars(st, 0), t->key);
    statement_finalize(st);
  }
}

static void columns_have_names_types_and_a_key(void **state) {
  struct blog *b = *state;
  struct transfer_columns c;
  transfer_side_unlock(b->site->db);
  for (size_t i = 0; i < transfer_table_count; i++) {
    assert_err(transfer_columns_read(b->site->db, &transfer_tables[i], &c), OK);
    assert_true(c.count > 0 && c.keys > 0);
    if (strcmp(transfer_tables[i].name, "article_tag") == 0) {
      assert_string_equal(c.list, "article_id, tag_id");
      assert_int_equal(c.keys, 2);
      assert_int_equal(c.key[1], 1);
      assert_int_equal(c.types[1], TRANSFER_INTEGER);
    }
    if (strcmp(transfer_tables[i].name, "comment_verdict") == 0) {
      assert_string_equal(c.names[3], "score");
      assert_int_equal(c.types[3], TRANSFER_REAL);
      assert_int_equal(c.types[1], TRANSFER_TEXT);
    }
    if (strcmp(transfer_tables[i].name, "comment_network") == 0)
      assert_int_equal(c.types[1], TRANSFER_BLOB);
  }
  const struct transfer_table wrong = {"tag", "id, nothing", 10, false};
  assert_err(transfer_columns_read(b->site->db, &wrong, &c), ERR_INTERNAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(every_table_is_copied),
      support_site_test(the_key_is_the_primary_key),
      support_site_test(columns_have_names_types_and_a_key),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
