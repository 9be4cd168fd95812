#include "cli/output/fields.h"

#include <sysexits.h>

#include "fail_alloc.h"
#include "support.h"

static const char *const known[] = {"id", "title", "date", NULL};

struct choice {
  const char *list;
  bool single, good;
  struct fields fields;
};

static void choose(void *context) {
  struct choice *c = context;
  c->good = fields_choose(c->list, c->single, known, &c->fields);
}

static void names_are_chosen_in_order(void **state) {
  struct choice c = {.list = "date,id"};
  (void)state;
  choose(&c);
  assert_true(c.good);
  assert_int_equal(c.fields.count, 2);
  assert_string_equal(c.fields.names[0], "date");
  assert_string_equal(c.fields.names[1], "id");
}

static void unknown_names_are_refused(void **state) {
  static const struct choice all[] = {{.list = ""}, {.list = "id,"}, {.list = "ids"},
      {.list = "id, title"}, {.list = "id,title", .single = true}};
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct choice c = all[i];
    const char *said = support_written(stderr, choose, &c);
    assert_false(c.good);
    assert_non_null(strstr(said, "\": use id, title, date\n"));
  }
}

static void a_row_is_picked(void **state) {
  struct fields f = {{"title", "id"}, 2};
  (void)state;
  json_t *row =
      fields_pick(&f, json_pack("{s:i, s:s, s:n}", "id", 7, "title", "T", "date"));
  char *text = json_dumps(row, JSON_COMPACT);
  assert_string_equal(text, "{\"title\":\"T\",\"id\":7}");
  free(text);
  json_decref(row);
  assert_null(fields_pick(&f, NULL));
}

static void the_format_decides_too(void **state) {
  (void)state;
  assert_string_equal(fields_wanted("title", NULL, "id,date", PRINT_IDS), "id");
  assert_string_equal(fields_wanted("title", "date", "id", PRINT_CSV), "date");
  assert_string_equal(fields_wanted("title", NULL, "id", PRINT_JSON), "title");
  assert_string_equal(fields_wanted(NULL, NULL, "id,date", PRINT_TABLE), "id,date");
}

static void print_one(void *context) {
  assert_int_equal(fields_print(json_pack("{s:i, s:s}", "id", 7, "title", "T"), NULL,
                       context, PRINT_TABLE),
      0);
}

static void one_value_is_printed_bare(void **state) {
  char name[] = "title";
  (void)state;
  assert_string_equal(support_written(stdout, print_one, name), "T\n");
}

static enum err err_of(int code) {
  return code == 0 ? OK : code == EX_OSERR ? ERR_NOMEM : ERR_INTERNAL;
}

static enum err print_both(void *context) {
  json_t *row = context;
  enum err e = err_of(fields_print(json_incref(row), "title,id", NULL, PRINT_TABLE));
  if (!e)
    e = err_of(fields_print(json_incref(row), NULL, "title", PRINT_TABLE));
  return e ? e : err_of(fields_print_rows(json_pack("[O]", row), "title", PRINT_TABLE));
}

struct printed {
  json_t *value;
  enum err e;
};

static void print_noisily(void *context) {
  struct printed *p = context;
  p->e = print_both(p->value);
}

static enum err print_quietly(void *context) {
  struct printed *p = context;
  const char *said = support_written_only(stderr, print_noisily, p);
  return !p->e || strstr(said, "pamphlet: out of memory") ? p->e : ERR_INTERNAL;
}

static void a_failed_allocation_is_an_error(void **state) {
  (void)state;
  json_t *row = json_pack("{s:i, s:s}", "id", 7, "title", "T");
  fail_alloc_each(print_quietly, &(struct printed){row, OK});
  json_decref(row);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_chosen_in_order),
      cmocka_unit_test(unknown_names_are_refused), cmocka_unit_test(a_row_is_picked),
      cmocka_unit_test(the_format_decides_too),
      cmocka_unit_test(one_value_is_printed_bare),
      cmocka_unit_test(a_failed_allocation_is_an_error)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
