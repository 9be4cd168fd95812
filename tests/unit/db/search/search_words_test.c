#include "db/search/search_words.h"

#include <string.h>

#include "support.h"

static void check(const struct search_text *text, const char *words) {
  struct buf out = {0};
  assert_err(search_words(&out, text), OK);
  assert_string_equal(buf_text(&out), words);
  buf_free(&out);
}

static void words_have_places_and_weights(void **state) {
  (void)state;
  check(&(struct search_text){"Low Tide", "The Käse", "low"},
      "'low':2A 'tide':3A 'the':5B 'kase':6B 'low':8 ");
  /* A column that is empty leaves a gap, so that no phrase crosses it. */
  check(&(struct search_text){"a", NULL, "b"}, "'a':2A 'b':5 ");
  check(&(struct search_text){NULL, "", NULL}, "");
}

static void letters_and_pairs_share_a_place(void **state) {
  (void)state;
  check(&(struct search_text){"数据库", NULL, NULL},
      "'数':2A '数据':2A '据':3A '据库':3A '库':4A ");
}

static void quotes_are_doubled(void **state) {
  struct buf out = {0};
  (void)state;
  search_words_quote(&out, "a'b\\c", 5);
  assert_string_equal(buf_text(&out), "'a''b\\\\c'");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_have_places_and_weights),
      cmocka_unit_test(letters_and_pairs_share_a_place),
      cmocka_unit_test(quotes_are_doubled),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
