#include "import/hosted/import_substack_rows.h"

#include "fail_alloc.h"
#include "support.h"

static enum err read_text(
    struct arena *a, const char *text, struct import_substack_rows *out) {
  return import_substack_rows_read(a, text, strlen(text), out);
}

static const struct import_substack_row *find(
    const struct import_substack_rows *rows, const char *name) {
  return import_substack_rows_find(rows, name, strlen(name));
}

static void fields_are_read_as_csv_has_them(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct import_substack_rows rows = {0};
  (void)state;
  assert_err(
      read_text(a,
          "\xef\xbb\xbfpost_id,is_published,new_column,title,subtitle,audience\r\n"
          "1.a,true,x,\"Mud, \"\"sand\"\"\",\"Two\r\nlines\",everyone\r\n"
          "\r\n"
          "2.b,FALSE,,B,,only_paid\r\n"
          "3.c,true,x,\"no end, of quotes",
          &rows),
      OK);
  assert_int_equal(rows.count, 3);
  assert_string_equal(find(&rows, "1.a")->title, "Mud, \"sand\"");
  assert_string_equal(find(&rows, "1.a")->subtitle, "Two  lines");
  assert_string_equal(find(&rows, "1.a")->podcast, "");
  assert_string_equal(find(&rows, "2.b")->title, "B");
  assert_null(find(&rows, "4.d"));
  arena_free(a);
}

static void other_spreadsheets_and_files(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct import_substack_rows rows = {0};
  (void)state;
  assert_err(read_text(a, "is_published;post_id\nTRUE;7\n", &rows), OK);
  assert_true(import_substack_rows_is_published(find(&rows, "7.low-tide")));
  assert_null(find(&rows, "71.low-tide"));
  assert_err(read_text(a, "id,title\n1,x\n", &rows), ERR_INVALID);
  assert_err(read_text(a, "", &rows), ERR_INVALID);
  assert_err(
      read_text(a, "post_id,is_published,title\n1,true,a\xff\x1b\xe2\x80\xae\n", &rows),
      OK);
  assert_string_equal(rows.items[0].title, "a");
  arena_free(a);
}

/* Two posts may begin with the same number. */
static void a_whole_name_wins(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct import_substack_rows rows = {0};
  (void)state;
  assert_err(
      read_text(a,
          "post_id,is_published,title\n7,true,number\n7.b,true,b\n7.a,true,a\n", &rows),
      OK);
  assert_string_equal(find(&rows, "7.a")->title, "a");
  assert_string_equal(find(&rows, "7.c")->title, "number");
  arena_free(a);
}

/* A file that was put together from several exports. */
static void the_row_that_hides_a_post_wins(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct import_substack_rows rows = {0};
  (void)state;
  assert_err(
      read_text(a,
          "post_id,is_published,audience\n7.a,true,everyone\n7.a,true,only_paid\n"
          "8.b,true,everyone\n8.b,false,everyone\n",
          &rows),
      OK);
  assert_string_equal(find(&rows, "7.a")->audience, "only_paid");
  assert_string_equal(find(&rows, "8.b")->is_published, "false");
  arena_free(a);
}

static void only_everyone_is_the_public(void **state) {
  static const char *const others[] = {
      "only_paid", "founding", "only_free", "", "everyone else"};
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_false(import_substack_rows_is_public(
        &(struct import_substack_row){.audience = others[i]}));
  assert_true(import_substack_rows_is_public(
      &(struct import_substack_row){.audience = "everyone"}));
  assert_false(import_substack_rows_is_published(
      &(struct import_substack_row){.is_published = "maybe"}));
}

static enum err read_some(void *context) {
  struct arena *a = arena_new(1 << 20);
  struct import_substack_rows rows;
  enum err e = a ? read_text(a, context, &rows) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(read_some, (char[]){"post_id,is_published\n1.a,true\n"});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_are_read_as_csv_has_them),
      cmocka_unit_test(other_spreadsheets_and_files),
      cmocka_unit_test(a_whole_name_wins),
      cmocka_unit_test(the_row_that_hides_a_post_wins),
      cmocka_unit_test(only_everyone_is_the_public),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
