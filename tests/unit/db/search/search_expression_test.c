#include "db/search/search_expression.h"

#include "db/connection.h"
#include "fail_alloc.h"
#include "support_site.h"

static void post(struct blog *b, const char *slug, const char *title) {
  struct article_input input = support_article_input(slug);
  input.title = title;
  support_save(b, &input);
}

/* Asserts what the query becomes in FTS5's language; NULL if no element is required. */
static void assert_expression(
    struct blog *b, const struct search_query *q, const char *want) {
  const char *out = "unset";
  assert_err(search_expression(b->web->db, b->arena, q, &out), OK);
  if (want)
    assert_string_equal(out, want);
  else
    assert_null(out);
}

static void elements_become_quoted_strings(void **state) {
  struct blog *b = *state;
  const struct search_query both = {
      .elements = {{"low tide", false, false}, {"fog", false, false}}, .count = 2};
  const struct search_query quote = {.elements = {{"a\"b", false, false}}, .count = 1};
  assert_expression(b, &both, "\"low tide\" AND \"fog\"");
  assert_expression(b, &quote, "\"a\"\"b\"");
}

static void excluded_elements_follow_not(void **state) {
  struct blog *b = *state;
  const struct search_query q = {
      .elements = {{"fog", false, false}, {"ebb", false, true}, {"sea", false, true}},
      .count = 3};
  const struct search_query only = {.elements = {{"fog", false, true}}, .count = 1};
  assert_expression(b, &q, "(\"fog\") NOT (\"ebb\" OR \"sea\")");
  assert_expression(b, &only, NULL);
}

static void elements_without_a_word_are_ignored(void **state) {
  struct blog *b = *state;
  const struct search_query q = {
      .elements = {{"...", false, false}, {"fog", false, false}}, .count = 2};
  const struct search_query none = {.elements = {{"!", true, false}}, .count = 1};
  assert_expression(b, &q, "\"fog\"");
  assert_expression(b, &none, NULL);
  assert_expression(b, &(struct search_query){0}, NULL);
}

static void a_prefix_expands_to_words_of_the_index(void **state) {
  struct blog *b = *state;
  const struct search_query q = {.elements = {{"har", true, false}}, .count = 1};
  const struct search_query phrase = {
      .elements = {{"low har", true, false}}, .count = 1};
  post(b, "a", "Harbour hare");
  post(b, "b", "Harbour house");
  assert_expression(b, &q, "(\"har\" OR \"harbour\" OR \"hare\")");
  assert_expression(b, &phrase, "\"low har\"");
}

/* A list of occurrences that is long enough to use up the work. */
static void a_prefix_after_a_common_word_expands_to_words_of_titles(void **state) {
  struct blog *b = *state;
  const struct search_query q = {.elements = {{"al", true, false}}, .count = 1};
  for (int i = 0; i < 40; i++) {
    struct article_input input =
        support_article_input(arena_printf(b->arena, "p%d", i));
    input.title = "Almond";
    input.html = "<p>alder alley</p>";
    support_save(b, &input);
  }
  assert_expression(b, &q, "(\"al\" OR \"alder\" OR \"alley\" OR \"almond\")");
  /* How many steps find how many words is a matter of SQLite's version. */
  bool found = false;
  for (int divisor = 2; !found && divisor < 20; divisor++) {
    const char *out;
    b->web->db->search_divisor = divisor;
    assert_err(search_expression(b->web->db, b->arena, &q, &out), OK);
    found = strcmp(out, "(\"al\" OR \"alder\" OR \"almond\")") == 0;
  }
  assert_true(found);
}

static void one_of_the_first_two_elements_may_be_missing(void **state) {
  struct blog *b = *state;
  const char *out;
  struct search_query q = {.elements = {{"one", false, false}, {"two", false, false},
                               {"three", false, false}},
      .count = 3};
  assert_err(search_expression_but_one(b->web->db, b->arena, &q, &out), OK);
  assert_string_equal(out, "(\"three\" AND \"two\") OR (\"one\" AND \"three\")");
  q.count = 1;
  assert_err(search_expression_but_one(b->web->db, b->arena, &q, &out), OK);
  assert_null(out);
}

static void a_prefix_expands_to_no_words_when_the_work_is_used_up(void **state) {
  struct blog *b = *state;
  const struct search_query q = {.elements = {{"har", true, false}}, .count = 1};
  const char *out;
  post(b, "a", "Harbour");
  b->web->db->search_divisor = SEARCH_WORK_BEGINNINGS + 1;
  assert_err(search_expression(b->web->db, b->arena, &q, &out), OK);
  assert_string_equal(out, "(\"har\")");
}

static enum err translate(void *context) {
  struct blog *b = context;
  const struct search_query q = {.elements = {{"har", true, false},
                                     {"low tide", false, false}, {"fog", false, true}},
      .count = 3};
  const char *out;
  arena_reset(b->arena);
  return search_expression(b->web->db, b->arena, &q, &out);
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  post(b, "a", "Harbour");
  fail_alloc_each(translate, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_sqlite_test(elements_become_quoted_strings),
      support_sqlite_test(excluded_elements_follow_not),
      support_sqlite_test(elements_without_a_word_are_ignored),
      support_sqlite_test(a_prefix_expands_to_words_of_the_index),
      support_sqlite_test(a_prefix_after_a_common_word_expands_to_words_of_titles),
      support_sqlite_test(one_of_the_first_two_elements_may_be_missing),
      support_sqlite_test(a_prefix_expands_to_no_words_when_the_work_is_used_up),
      support_sqlite_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
