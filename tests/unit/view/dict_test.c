#include "view/dict.h"

#include "fail_alloc.h"
#include "view/template_names_list.h"
#include "view_support.h"

#define FIRST "{{%AUTOESCAPE context=\"HTML\"}}\n"

/* error.html with this text. */
static struct templates *loaded(const char *text) {
  char why[400] = "", *folder = support_folder();
  struct buf whole = {0};
  struct templates *t = NULL;
  buf_puts(&whole, FIRST);
  buf_puts(&whole, text);
  support_write(folder, "error.html", buf_text(&whole));
  if (templates_load(&t, &(struct overlay){{folder}, NULL}, "en", why, sizeof why))
    fail_msg("%s", why);
  buf_free(&whole);
  free(folder);
  return t;
}

/* Renders, and frees both. */
static void expect(struct templates *t, struct dict *d, const char *want) {
  struct buf out = {0};
  assert_err(templates_render(t, "error.html", d, &out), OK);
  assert_string_equal(buf_text(&out), want);
  buf_free(&out);
  dict_free(d);
  templates_free(t);
}

static void values_are_those_of_the_nearest(void **state) {
  (void)state;
  struct dict *d = dict_new(), *a, *b;
  dict_set(d, "TITLE", "root");
  dict_set(d, "TEXT", "x");
  dict_set_int(d, "ID", -12);
  a = dict_section(d, "A");
  dict_set(a, "TITLE", "a & b");
  b = dict_section(a, "B");
  dict_set(b, "TEXT", "");
  expect(
      loaded("{{TITLE}}{{#A}}|{{TITLE}}{{#B}}|{{TITLE}}|{{TEXT}}|{{ID}}{{/B}}{{/A}}"),
      d, "root|a &amp; b|a &amp; b||-12");
}

static void a_section_is_shown_once_for_each(void **state) {
  (void)state;
  struct dict *d = dict_new();
  for (int i = 1; i <= 3; i++)
    dict_set_int(dict_section(d, "A"), "ID", i);
  dict_show(d, "A", 1); /* it is shown already */
  dict_show(d, "B", 1);
  dict_show(d, "B", 1);
  dict_show(d, "C", 0);
  /* Once with the values around it, once with its own. */
  dict_set(d, "TEXT", "-");
  dict_show(d, "E", 1);
  dict_set(dict_section(d, "E"), "TEXT", "+");
  expect(
      loaded("{{#A}}{{ID}}{{/A}}{{#B}}b{{/B}}{{#C}}c{{/C}}{{#D}}d{{/D}}{{#E}}{{TEXT}}"
             "{{/E}}"),
      d, "123b-+");
}

/* Where a section is shown decides which values it sees, not where it is used. */
static void a_section_sees_what_is_around_its_own_place(void **state) {
  (void)state;
  struct dict *d = dict_new(), *a = dict_section(d, "A");
  dict_set(d, "TEXT", "out");
  dict_show(d, "B", 1);
  dict_set(a, "TEXT", "in");
  expect(loaded("{{#A}}{{TEXT}}{{#B}}{{TEXT}}{{/B}}{{/A}}"), d, "inout");
}

static void a_name_may_be_a_variable_and_a_section(void **state) {
  (void)state;
  struct dict *d = dict_new();
  dict_section_value(d, "ACTION", "ACTION", "go");
  dict_section_value(d, "A", "TEXT", "");
  dict_section_value(d, "A", "TEXT", NULL);
  expect(loaded("{{#ACTION}}{{ACTION}}{{/ACTION}}{{#A}}a{{/A}}{{TEXT}}"), d, "go");
}

/* A theme may use it. Nothing sets any other one. */
static void names_that_nothing_sets_are_empty(void **state) {
  (void)state;
  struct dict *d = dict_new();
  dict_set(d, "NULL_VALUE", NULL);
  expect(
      loaded("a{{BI_SPACE}}b{{NEVER_SET}}{{NULL_VALUE}}{{#NEVER_SET}}x{{/NEVER_SET}}c"),
      d, "a bc");
}

/* Equal names may be at different addresses, and different names at the same. */
static void names_are_compared_by_their_text(void **state) {
  (void)state;
  struct dict *d = dict_new();
  char name[8] = "NAME_A";
  dict_set(d, name, "1");
  name[5] = 'B';
  dict_set(d, name, "2");
  name[5] = 'A';
  dict_set(d, name, "3");
  expect(loaded("{{NAME_A}}{{NAME_B}}{{NAME_}}{{NAME_AB}}"), d, "32");
}

static void there_is_room_for_all_names(void **state) {
  static const char *const all[] = {
#define X(name, meaning) #name,
      TEMPLATE_NAMES_LIST(X)
#undef X
  };
  (void)state;
  struct dict *d = dict_new(), *part = d;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (i % 100 == 0)
      part = dict_section(d, "PART");
    dict_set(part, all[i], "x");
  }
  expect(loaded("{{#PART}}{{TITLE}}{{/PART}}"), d, "x");
}

static enum err fill_and_render(void *context) {
  struct buf out = {0};
  struct dict *d = dict_new(), *a = NULL;
  for (int i = 0; i < 50; i++) {
    a = dict_section(d, "A");
    dict_set(a, "TITLE", "x");
    dict_set_int(a, "ID", i);
    for (int k = 0; k < 20; k++)
      dict_show(dict_section(a, "B"), "C", 1);
  }
  enum err e = templates_render(context, "error.html", d, &out);
  if (!e && out.len != 50)
    e = ERR_INTERNAL;
  buf_free(&out);
  dict_free(d);
  return e;
}

/* A page without one of its values would be a wrong page. */
static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  struct templates *t = loaded("{{#A}}{{TITLE}}{{/A}}");
  dict_set(NULL, "TITLE", "x");
  dict_set_int(NULL, "ID", 1);
  dict_show(NULL, "A", 1);
  assert_null(dict_section(NULL, "A"));
  dict_free(NULL);
  assert_true(fail_alloc_each(fill_and_render, t) > 5);
  templates_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_are_those_of_the_nearest),
      cmocka_unit_test(a_section_is_shown_once_for_each),
      cmocka_unit_test(a_section_sees_what_is_around_its_own_place),
      cmocka_unit_test(a_name_may_be_a_variable_and_a_section),
      cmocka_unit_test(names_that_nothing_sets_are_empty),
      cmocka_unit_test(names_are_compared_by_their_text),
      cmocka_unit_test(there_is_room_for_all_names),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
