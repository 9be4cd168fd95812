#include "site/pages/comment_fold.h"

#include <string.h>

#include "support.h"

/* Each letter of `depths` is a comment; the result has "." for those that are visible,
 * and the number that a fold hides where one begins. */
static void folds(const char *depths, int64_t most, const char *want) {
  struct thread_entry entries[64] = {0};
  char got[65] = "";
  size_t n = strlen(depths), from = 0;
  for (size_t i = 0; i < n; i++)
    entries[i].depth = depths[i] - '0';
  for (size_t i = 0; i < n; i++) {
    size_t count = comment_fold(entries, n, i, from, most);
    from = count ? i + count : from;
    got[i] = ".0123456789"[count ? count + 1 : 0];
    if (!count && i < from)
      got[i] = ' ';
  }
  assert_string_equal(got, want);
}

static void later_replies_are_folded(void **state) {
  (void)state;
  folds("1222222", 2, "...4   ");
  folds("1222222", 0, ".......");
  folds("122222", 3, "......"); /* two would be hidden */
  folds("111111", 2, "......");
}

static void replies_to_replies_count(void **state) {
  (void)state;
  folds("1233322221", 3, ".....4   .");
  folds("12333333", 2, "....4   ");
  folds("1222333", 2, "...4   ");
}

static void nothing_is_folded_twice(void **state) {
  (void)state;
  folds("12223333322", 2, "...8       ");
  folds("1233333222", 2, "....3  3  ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(later_replies_are_folded),
      cmocka_unit_test(replies_to_replies_count),
      cmocka_unit_test(nothing_is_folded_twice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
