#include "db/search/search_match.h"

#include <string.h>

#include "fail_alloc.h"
#include "support.h"

static const struct search_query query = {
    .elements = {{"low tide", false, false}, {"har", true, false},
        {"&|!():*", false, false}, {"storm", false, true}, {"it's", false, true}},
    .count = 5};

static void elements_become_phrases_and_prefixes(void **state) {
  struct arena *a = arena_new(1 << 16);
  const char *text = NULL;
  (void)state;
  assert_err(search_match(a, &query, "", &text), OK);
  assert_string_equal(
      text, "('low' <-> 'tide') & ('har':*) & !(('storm') | ('it' <-> 's'))");
  assert_err(search_match(a, &query, "A", &text), OK);
  /* What is not wanted may be nowhere. */
  assert_string_equal(
      text, "('low':A <-> 'tide':A) & ('har':*A) & !(('storm') | ('it' <-> 's'))");
  arena_free(a);
}

static void a_script_without_spaces_is_pairs(void **state) {
  static const struct search_query q = {
      .elements = {{"数据库", true, false}}, .count = 1};
  struct arena *a = arena_new(1 << 16);
  const char *text = NULL;
  (void)state;
  assert_err(search_match(a, &q, "", &text), OK);
  assert_string_equal(text, "('数据' <-> '据库')");
  arena_free(a);
}

static void nothing_wanted_is_no_query(void **state) {
  static const struct search_query q = {
      .elements = {{"storm", false, true}, {"...", false, false}}, .count = 2};
  struct arena *a = arena_new(1 << 16);
  const char *text = NULL;
  (void)state;
  assert_err(search_match(a, &q, "", &text), OK);
  assert_null(text);
  assert_err(search_match_but_one(a, &q, "A", &text), OK);
  assert_null(text);
  arena_free(a);
}

static void one_of_two_may_be_missing(void **state) {
  static const struct search_query q = {
      .elements = {{"low", false, false}, {"tide", false, false}}, .count = 2};
  struct arena *a = arena_new(1 << 16);
  const char *text = NULL;
  (void)state;
  assert_err(search_match_but_one(a, &q, "A", &text), OK);
  assert_string_equal(text, "(('tide':A)) | (('low':A))");
  arena_free(a);
}

static void neighbours_are_ranked(void **state) {
  static const struct search_query q = {
      .elements = {{"low", false, false}, {"storm", false, true},
          {"tide", false, false}, {"day", true, false}},
      .count = 4};
  struct arena *a = arena_new(1 << 16);
  struct search_rank rank;
  (void)state;
  assert_err(search_match_rank(a, &q, &rank), OK);
  assert_string_equal(rank.any, "('low') | ('tide') | ('day':*)");
  assert_string_equal(
      rank.pairs[0], "{\"('low':A) <-> ('tide':A)\",\"('tide':A) <-> ('day':*A)\"}");
  assert_string_equal(
      rank.pairs[2], "{\"('low') <-> ('tide')\",\"('tide') <-> ('day':*)\"}");
  arena_free(a);
}

static enum err match_once(void *context) {
  struct arena *a = arena_new(1 << 16);
  struct search_rank rank;
  const char *text = NULL;
  (void)context;
  enum err e = a ? search_match(a, &query, "A", &text) : ERR_NOMEM;
  if (!e)
    e = search_match_rank(a, &query, &rank);
  arena_free(a);
  return e;
}

static void failing_memory(void **state) {
  (void)state;
  fail_alloc_each(match_once, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(elements_become_phrases_and_prefixes),
      cmocka_unit_test(a_script_without_spaces_is_pairs),
      cmocka_unit_test(nothing_wanted_is_no_query),
      cmocka_unit_test(one_of_two_may_be_missing),
      cmocka_unit_test(neighbours_are_ranked),
      cmocka_unit_test(failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
