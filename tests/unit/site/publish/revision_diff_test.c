#include "site/publish/revision_diff.h"

#include "support.h"

static void lines_are_compared(void **state) {
  struct buf out = {0};
  size_t added = 9, removed = 9;
  (void)state;
  assert_err(
      revision_diff("a\n--- x\nc\n", "old", "a\nb\n+++ y\nc\n", "new", &out), OK);
  assert_string_equal(buf_text(&out),
      "--- old\n+++ new\n@@ -1,3 +1,4 @@\n a\n---- x\n+b\n++++ y\n c\n");
  revision_diff_count(buf_text(&out), &added, &removed);
  assert_int_equal(added, 2);
  assert_int_equal(removed, 1);
  buf_clear(&out);
  assert_err(revision_diff("same\n", "old", "same\n", "new", &out), OK);
  assert_int_equal(out.len, 0);
  revision_diff_count("", &added, &removed);
  assert_int_equal(added + removed, 0);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lines_are_compared)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
