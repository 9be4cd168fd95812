#include "site/pages/snippet_match.h"

#include "support_site.h"

static struct snippet_matches find(
    struct blog *b, const char *one, const char *two, const char *text) {
  struct snippet_matches m;
  const struct search_query q = {
      .elements = {{.text = one}, {.text = two}}, .count = two ? 2 : 1};
  assert_err(snippet_match_find(b->arena, &q, text, 40, &m), OK);
  return m;
}

static void words_match_without_case(void **state) {
  struct snippet_matches m = find(*state, "tide", NULL, "Tide and TIDE, not tides.");
  assert_int_equal(m.count, 2);
  assert_int_equal(m.items[0].start, 0);
  assert_int_equal(m.items[1].start, 9);
  assert_int_equal(m.items[1].end, 13);
}

static void the_passage_with_most_different_words_is_best(void **state) {
  static const char text[] = "tide tide tide, and far away from them the tide is low.";
  struct snippet_matches m = find(*state, "tide", "low", text);
  assert_int_equal(snippet_match_best(&m, 20), strstr(text, "tide is low") - text);
}

static void without_a_match_the_text_begins_at_its_start(void **state) {
  struct snippet_matches m = find(*state, "fog", NULL, "tide");
  assert_int_equal(m.count, 0);
  assert_int_equal(snippet_match_best(&m, 20), 0);
}

/* Single pairs of letters of a longer query occur by chance. */
static void a_run_of_pairs_counts_as_a_whole(void **state) {
  struct snippet_matches m = find(*state, "潮汐表", NULL, "汐表 潮汐表");
  assert_true(m.count > 0);
  assert_int_equal(m.items[0].start, strlen("汐表 "));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(words_match_without_case),
      support_site_test(the_passage_with_most_different_words_is_best),
      support_site_test(without_a_match_the_text_begins_at_its_start),
      support_site_test(a_run_of_pairs_counts_as_a_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
