#include "site/pages/search_query.h"

#include "fail_alloc.h"
#include "support_site.h"

static void queries_are_read(void **state) {
  struct blog *b = *state;
  struct search_query q;
  bool cut;
  assert_err(search_query_read(b->arena,
                 " low  \"high water\" boat* -fog -\"a b\" - ! “x y”"
                 " \"open",
                 &q, &cut),
      OK);
  assert_false(cut);
  static const struct search_element wanted[] = {{"low", false, false},
      {"high water", false, false}, {"boat*", true, false}, {"fog", false, true},
      {"a b", false, true}, {"x y", false, false}, {"open", false, false}};
  assert_int_equal(q.count, sizeof wanted / sizeof wanted[0]);
  for (size_t i = 0; i < q.count; i++) {
    assert_string_equal(q.elements[i].text, wanted[i].text);
    assert_int_equal(q.elements[i].prefix, wanted[i].prefix);
    assert_int_equal(q.elements[i].without, wanted[i].without);
  }
  assert_err(search_query_read(b->arena, "a b c d e f g h i j k", &q, &cut), OK);
  assert_true(cut);
  assert_int_equal(q.count, SEARCH_ELEMENTS);
}

static void a_prefix_is_one_word_without_quotes(void **state) {
  struct blog *b = *state;
  struct search_query q;
  bool cut;
  assert_err(search_query_read(b->arena, "low-ti* \"tide*\" tide*", &q, &cut), OK);
  assert_false(q.elements[0].prefix || q.elements[1].prefix);
  assert_true(q.elements[2].prefix);
}

/* Half a word would be found nowhere. */
static void long_phrases_keep_whole_words(void **state) {
  struct blog *b = *state;
  struct search_query q;
  bool cut;
  char *typed = arena_strdup(b->arena, "\"");
  for (int i = 0; i < 30; i++)
    typed = arena_join(b->arena, typed, "lighthouse ", NULL);
  assert_err(search_query_read(b->arena, typed, &q, &cut), OK);
  assert_true(cut);
  const char *kept = q.elements[0].text;
  assert_in_range(strlen(kept), 180, 200);
  assert_string_equal(kept + strlen(kept) - strlen(" lighthouse"), " lighthouse");
}

static enum err read_a_query(void *context) {
  struct arena *a = arena_new(1 << 20);
  struct search_query q;
  bool cut;
  (void)context;
  enum err e =
      a ? search_query_read(a, "low \"high water\" -fog", &q, &cut) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(read_a_query, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(queries_are_read),
      support_site_test(a_prefix_is_one_word_without_quotes),
      support_site_test(long_phrases_keep_whole_words),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
