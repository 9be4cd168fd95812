#include "markup/html/sanitise_nesting.h"

#include "support.h"

/* Whether an element without children may be inside `in`. */
static bool fits(const struct sanitise_level *in, const char *name, bool has_block) {
  const struct sanitise_element *rule = sanitise_find_element(name);
  GumboNode node = {.type = GUMBO_NODE_ELEMENT};
  assert_non_null(rule);
  return sanitise_fits(in, rule, name, has_block, &node);
}

static void phrases_contain_no_blocks(void **state) {
  struct sanitise_level top = sanitise_outermost(), phrase = top;
  (void)state;
  phrase.phrasing = true;
  assert_true(fits(&top, "p", false));
  assert_false(fits(&phrase, "p", false));
  assert_true(fits(&phrase, "em", false));
  assert_false(fits(&top, "em", true));
}

static void links_are_not_nested(void **state) {
  struct sanitise_level in = sanitise_outermost();
  (void)state;
  assert_true(fits(&in, "a", false));
  in.linked = true;
  assert_false(fits(&in, "a", false));
}

static void parts_stay_in_their_parents(void **state) {
  struct sanitise_level in = sanitise_outermost();
  (void)state;
  assert_false(fits(&in, "tr", false));
  in.inside = "tbody";
  assert_true(fits(&in, "tr", false));
  assert_false(fits(&in, "p", false));
  assert_true(sanitise_takes_no_text("tbody"));
  assert_string_equal(sanitise_wrap_of("ul", "p"), "li");
  assert_null(sanitise_wrap_of("ul", "li"));
  assert_string_equal(sanitise_wrap_of("dl", NULL), "dd");
  assert_null(sanitise_wrap_of("p", NULL));
}

static void a_table_needs_room_for_its_parts(void **state) {
  struct sanitise_level in = sanitise_outermost();
  (void)state;
  in.depth = SANITISE_DEPTH - 1;
  assert_true(fits(&in, "p", false));
  assert_false(fits(&in, "table", false));
}

static void a_details_without_summary_is_left_out(void **state) {
  struct sanitise_level in = sanitise_outermost();
  (void)state;
  assert_false(fits(&in, "details", true));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(phrases_contain_no_blocks),
      cmocka_unit_test(links_are_not_nested),
      cmocka_unit_test(parts_stay_in_their_parents),
      cmocka_unit_test(a_table_needs_room_for_its_parts),
      cmocka_unit_test(a_details_without_summary_is_left_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
