#include "db/db_removal.h"

#include "support_site.h"

static int64_t removals(struct blog *b) {
  return support_number(b, "SELECT forgets FROM site");
}

static enum err change(struct db *s, void *context) {
  if (context)
    db_removal_note(s);
  return OK;
}

static void only_what_is_noted_counts(void **state) {
  struct blog *b = *state;
  int64_t before = removals(b);
  assert_err(txn_write(b->site->db, change, NULL), OK);
  assert_int_equal(removals(b), before);
  assert_err(txn_write(b->site->db, change, b), OK);
  assert_int_equal(removals(b), before + 1);
  /* The next change is another one. */
  assert_err(txn_write(b->site->db, change, NULL), OK);
  assert_int_equal(removals(b), before + 1);
}

static void tables_with_personal_data_are_noticed(void **state) {
  (void)state;
  assert_true(db_removal_is_noticed("comment_private"));
  assert_true(db_removal_is_noticed("mail"));
  assert_false(db_removal_is_noticed("listing_entry"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_what_is_noted_counts),
      cmocka_unit_test(tables_with_personal_data_are_noticed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
