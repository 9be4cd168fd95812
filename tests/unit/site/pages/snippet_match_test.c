#include "site/pages/snippet_match.h"

#include "support_site.h"

static struct snippet_matches find_and_count(
    struct blog *b, const char *one, const char *two, const char *text, size_t *read) {
  struct snippet_matches m;
  const struct snippet_words *words = NULL;
  const struct search_query q = {
      .elements = {{.text = one}, {.text = two}}, .count = two ? 2 : 1};
  assert_err(snippet_match_read_query(b->arena, &q, &words), OK);
  assert_err(snippet_match_find(b->arena, words, text, 40, &m, read), OK);
  return m;
}

static struct snippet_matches find(
    struct blog *b, const char *one, const char *two, const char *text) {
  size_t read;
  return find_and_count(b, one, two, text, &read);
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

/* Words that are together early end it; words that are missing need the whole text. */
static void what_was_read_is_counted(void **state) {
  struct blog *b = *state;
  size_t read = 0;
  const char *text = arena_strdup(b->arena, "low tide");
  for (int i = 0; i < 10; i++)
    text = arena_join(b->arena, text, " and nothing else is here to be read", NULL);
  find_and_count(b, "low", "tide", text, &read);
  assert_in_range(read, strlen("low tide"), 60);
  find_and_count(b, "low", "ebb", text, &read);
  assert_int_equal(read, strlen(text));
}

static void many_matches_are_kept(void **state) {
  struct blog *b = *state;
  const char *text = "";
  for (int i = 0; i < 100; i++)
    text = arena_join(b->arena, text, "tide ", NULL);
  struct snippet_matches m = find(b, "tide", "fog", text);
  assert_int_equal(m.count, 100);
  assert_int_equal(m.items[99].start, 99 * strlen("tide "));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(words_match_without_case),
      support_site_test(the_passage_with_most_different_words_is_best),
      support_site_test(without_a_match_the_text_begins_at_its_start),
      support_site_test(a_run_of_pairs_counts_as_a_whole),
      support_site_test(what_was_read_is_counted),
      support_site_test(many_matches_are_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
