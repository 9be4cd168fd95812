#include "db/cache_record.h"

#include "support_site.h"

static enum err set_record(struct db *s, void *context) {
  return cache_record_set(s, context);
}

static void a_record_is_read_back_unchanged(void **state) {
  struct blog *b = *state;
  struct cache_record record = {"/dev/shm/x", "0123", 77, false}, found;
  assert_err(txn_write(b->site->db, set_record, &record), OK);
  assert_err(cache_record_read(b->web->db, b->arena, &found), OK);
  assert_string_equal(found.folder, "/dev/shm/x");
  assert_string_equal(found.epoch, "0123");
  assert_int_equal(found.lock_number, 77);
  assert_false(found.is_foreign);
}

/* The command's connection, used without txn_write, stands for another program. */
static void rows_changed_by_another_program_are_foreign(void **state) {
  struct blog *b = *state;
  struct cache_record found;
  bool foreign = true;
  struct article_input post = support_article_input("one");
  support_save(b, &post);
  assert_err(cache_record_read(b->web->db, b->arena, &found), OK);
  assert_false(found.is_foreign);
  assert_err(cache_record_is_foreign(b->web->db, &foreign), OK);
  assert_false(foreign);
  support_number(b, "UPDATE article SET title = 'Other' RETURNING id");
  assert_err(cache_record_read(b->web->db, b->arena, &found), OK);
  assert_true(found.is_foreign);
  assert_err(cache_record_is_foreign(b->web->db, &foreign), OK);
  assert_true(foreign);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_record_is_read_back_unchanged),
      support_site_test(rows_changed_by_another_program_are_foreign),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
