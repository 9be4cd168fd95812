#include "db/search/search_query.h"

#include "support.h"

/* Writes the elements of a query next to each other; nothing for a query without any
 * that is wanted. */
static enum err letters(void *context, const struct search_query *q, const char **out) {
  struct arena *a = context;
  const char *text = NULL;
  for (size_t i = 0; i < q->count; i++)
    if (!q->elements[i].without &&
        !(text = arena_join(a, text ? text : "", q->elements[i].text, NULL)))
      return ERR_NOMEM;
  *out = text;
  return OK;
}

static const struct search_query three = {
    .elements = {{"a", false, false}, {"b", false, false}, {"c", false, false}},
    .count = 3};

static void the_first_or_the_second_is_left_out(void **state) {
  struct arena *a = arena_new(1 << 16);
  const char *text = NULL;
  (void)state;
  assert_err(search_query_but_one(a, &three, " or ", letters, a, &text), OK);
  assert_string_equal(text, "(cb) or (ac)");
  arena_free(a);
}

static void what_is_nothing_is_left_out(void **state) {
  static const struct search_query one = {.elements = {{"a", false, false}},
                                       .count = 1},
                                   unwanted = {.elements = {{"a", false, false},
                                                   {"b", false, true}},
                                       .count = 2};
  struct arena *a = arena_new(1 << 16);
  const char *text = "x";
  (void)state;
  assert_err(search_query_but_one(a, &one, " or ", letters, a, &text), OK);
  assert_null(text);
  assert_err(search_query_but_one(a, &unwanted, " or ", letters, a, &text), OK);
  assert_string_equal(text, "(a)");
  arena_free(a);
}

static enum err refuse(void *context, const struct search_query *q, const char **out) {
  (void)context;
  (void)q;
  (void)out;
  return ERR_BUSY;
}

static void an_error_is_returned(void **state) {
  struct arena *a = arena_new(1 << 16);
  const char *text = "x";
  (void)state;
  assert_err(search_query_but_one(a, &three, " or ", refuse, NULL, &text), ERR_BUSY);
  assert_string_equal(text, "x");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_or_the_second_is_left_out),
      cmocka_unit_test(what_is_nothing_is_left_out),
      cmocka_unit_test(an_error_is_returned),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
