#include "base/edit_distance.h"

#include "support.h"

static void test_distances(void **state) {
  (void)state;
  assert_int_equal(edit_distance("", "", 0), 0);
  assert_int_equal(edit_distance("list", "list", 0), 0);
  assert_int_equal(edit_distance("lst", "list", 2), 1);
  assert_int_equal(edit_distance("lisst", "list", 2), 1);
  assert_int_equal(edit_distance("lost", "list", 2), 1);
  assert_int_equal(edit_distance("lsit", "list", 2), 1); /* a swap */
  assert_int_equal(edit_distance("ca", "abc", 9), 3);    /* restricted */
  assert_int_equal(edit_distance("", "list", 9), 4);
  assert_int_equal(edit_distance("kitten", "sitting", 3), 3);
}

static void test_characters_are_counted(void **state) {
  (void)state;
  assert_int_equal(edit_distance("déjà-vu", "deja-vu", 4), 2);
  assert_int_equal(edit_distance("море", "моер", 4), 1);
  assert_int_equal(edit_distance("潮汐表", "潮表", 4), 1);
}

static void test_more_than_the_bound_is_the_bound_plus_one(void **state) {
  (void)state;
  assert_int_equal(edit_distance("kitten", "sitting", 2), 3);
  assert_int_equal(edit_distance("abcdef", "uvwxyz", 4), 5);
  assert_int_equal(edit_distance("a", "abcdef", 4), 5);
  assert_int_equal(edit_distance("lists", "list", 0), 1);
  assert_int_equal(edit_distance("ab", "ba", 0), 1);
}

static void test_the_longest_words(void **state) {
  char a[EDIT_DISTANCE_LONGEST + 2] = "", b[EDIT_DISTANCE_LONGEST + 2] = "";
  (void)state;
  memset(a, 'a', EDIT_DISTANCE_LONGEST);
  memset(b, 'b', EDIT_DISTANCE_LONGEST);
  assert_int_equal(edit_distance(a, a, 4), 0);
  assert_int_equal(edit_distance(a, b, 1000), EDIT_DISTANCE_LONGEST);
  a[EDIT_DISTANCE_LONGEST - 1] = 'x';
  a[0] = 'y';
  memset(b, 'a', EDIT_DISTANCE_LONGEST);
  assert_int_equal(edit_distance(a, b, 4), 2);
  a[EDIT_DISTANCE_LONGEST] = b[EDIT_DISTANCE_LONGEST] = 'c';
  assert_int_equal(edit_distance(a, b, 4), 5);
}

/* Skipping cells of the table must not change the result. */
static void test_the_bound_does_not_change_the_distance(void **state) {
  static const char *const words[] = {"", "a", "ab", "ba", "abc", "acb", "bca",
      "low-tide", "low-tdie", "lowtide", "slow-tides", "tide-low", "aaaa", "aaba",
      "abab", "baba"};
  (void)state;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    for (size_t j = 0; j < sizeof words / sizeof *words; j++) {
      size_t whole = edit_distance(words[i], words[j], EDIT_DISTANCE_LONGEST);
      assert_int_equal(whole, edit_distance(words[j], words[i], EDIT_DISTANCE_LONGEST));
      for (size_t most = 0; most < 12; most++)
        assert_int_equal(edit_distance(words[i], words[j], most), whole < most ? whole
                                                                  : whole > most
                                                                      ? most + 1
                                                                      : most);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_distances),
      cmocka_unit_test(test_characters_are_counted),
      cmocka_unit_test(test_more_than_the_bound_is_the_bound_plus_one),
      cmocka_unit_test(test_the_longest_words),
      cmocka_unit_test(test_the_bound_does_not_change_the_distance)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
