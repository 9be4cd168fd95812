#include "view/nesting.h"

#include "view_support.h"

/* The lists that a sequence of depths opens and closes, in the template of comments. */
static char *nest(const int *depths, size_t n, size_t fold) {
  struct templates *t = NULL;
  struct buf out = {0};
  char why[200] = "", *folder = support_folder();
  support_write(folder, "error.html",
      "{{%AUTOESCAPE context=\"HTML\"}}\n{{#ITEM}}{{#OPEN_LIST}}({{/OPEN_LIST}}"
      "{{#OPEN_ANSWERS}}({{/OPEN_ANSWERS}}{{#FOLD}})[({{/FOLD}}i"
      "{{#CLOSE_ITEM}};{{/CLOSE_ITEM}}"
      "{{#CLOSE_ANSWERS}}){{#UNFOLD}}]{{/UNFOLD}};{{/CLOSE_ANSWERS}}{{#CLOSE_LIST}}){{/CLOSE_LIST}}{{/ITEM}}");
  assert_err(
      templates_load(&t, &(struct overlay){{folder}, NULL}, "en", why, sizeof why), OK);
  struct dict *d = dict_new();
  struct nesting nesting = {0};
  for (size_t i = 0; i < n; i++)
    nesting_show(dict_section(d, "ITEM"), &nesting, depths[i],
        i + 1 < n ? &depths[i + 1] : NULL, i == fold);
  assert_err(templates_render(t, "error.html", d, &out), OK);
  dict_free(d);
  templates_free(t);
  support_remove(folder);
  free(folder);
  return support_take(&out);
}

static void assert_nests(const int *depths, size_t n, const char *want) {
  char *got = nest(depths, n, n);
  assert_string_equal(got, want);
  free(got);
}

static void lists_open_and_close_in_order(void **state) {
  (void)state;
  assert_nests((const int[]){1}, 1, "(i;)");
  assert_nests((const int[]){1, 1}, 2, "(i;i;)");
  assert_nests((const int[]){1, 2, 1}, 3, "(i(i;);i;)");
  assert_nests((const int[]){1, 2, 3}, 3, "(i(i(i;););)");
}

static void a_missing_parent_moves_an_item_up(void **state) {
  (void)state;
  assert_nests((const int[]){1, 3, 2}, 3, "(i(i;i;);)");
  assert_nests((const int[]){3, 1}, 2, "(i;i;)");
}

static void a_fold_is_closed_with_its_list(void **state) {
  static const struct {
    size_t fold;
    const char *want;
  } rows[] = {
      {2, "(i(i;)[(i(i;);)];i;)"},
      {0, "(i(i;i(i;););i;)"}, /* the outermost list is not folded */
      {1, "(i(i;i(i;););i;)"}, /* nor a whole list */
      {4, "(i(i;i(i;););i;)"},
  };
  static const int depths[] = {1, 2, 2, 3, 1};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char *got = nest(depths, 5, rows[i].fold);
    assert_string_equal(got, rows[i].want);
    free(got);
  }
  char *got = nest((const int[]){1, 2, 3, 3}, 4, 3);
  assert_string_equal(got, "(i(i(i;)[(i;)];);)");
  free(got);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lists_open_and_close_in_order),
      cmocka_unit_test(a_missing_parent_moves_an_item_up),
      cmocka_unit_test(a_fold_is_closed_with_its_list),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
