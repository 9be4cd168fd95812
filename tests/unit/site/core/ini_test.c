#include "site/core/ini.h"

#include "fail_alloc.h"
#include "support.h"

static void assert_line(
    const char *text, enum ini_kind kind, const char *name, const char *value) {
  struct ini_line line = ini_line_read(text, strlen(text));
  if (line.kind != kind)
    fail_msg("\"%s\" is of kind %d", text, line.kind);
  if (name && !ini_is(line.name, line.name_size, name))
    fail_msg("\"%s\": the name is \"%.*s\"", text, (int)line.name_size, line.name);
  if (value && !ini_is(line.value, line.value_size, value))
    fail_msg("\"%s\": the value is \"%.*s\"", text, (int)line.value_size, line.value);
}

static void lines_are_told_apart(void **state) {
  (void)state;
  assert_line("", INI_BLANK, NULL, NULL);
  assert_line(" \t\r", INI_BLANK, NULL, NULL);
  assert_line("# a = b", INI_COMMENT, NULL, NULL);
  assert_line("  ; x", INI_COMMENT, NULL, NULL);
  assert_line("[site]", INI_SECTION, "site", NULL);
  assert_line(" [ site ]\r", INI_SECTION, "site", NULL);
  assert_line("[]", INI_SECTION, "", NULL);
  assert_line("a=b", INI_PAIR, "a", "b");
  assert_line("  a  =  b = c ; d # e \r", INI_PAIR, "a", "b = c ; d # e");
  assert_line("a =", INI_PAIR, "a", "");
  assert_line("= b", INI_PAIR, "", "b");
  assert_line("rubbish", INI_FAULT, NULL, NULL);
  assert_line("[site", INI_FAULT, NULL, NULL);
  assert_line("[", INI_FAULT, NULL, NULL);
  assert_line("a = \xff", INI_FAULT, NULL, NULL);
  assert_line("a = \x01", INI_FAULT, NULL, NULL);
}

static void a_byte_order_mark_is_skipped(void **state) {
  (void)state;
  assert_string_equal(ini_first_line("\xef\xbb\xbf[a]"), "[a]");
  assert_string_equal(ini_first_line("[a]"), "[a]");
  assert_string_equal(ini_first_line(""), "");
}

static const char *collect(
    void *context, int line, const char *section, const char *name, const char *value) {
  buf_printf(
      context, "%d %s %s %s\n", line, section, name ? name : "-", value ? value : "-");
  return name && strcmp(name, "bad") == 0 ? "is bad" : NULL;
}

static enum err read_file(const char *text, struct buf *out, char why[400]) {
  char *folder = support_folder();
  char file[400];
  support_write(folder, "x.ini", text);
  snprintf(file, sizeof file, "%s/x.ini", folder);
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? ini_read(a, file, collect, out, why, 400) : ERR_NOMEM;
  arena_free(a);
  free(folder);
  return e;
}

static void pairs_are_visited_in_order(void **state) {
  struct buf out = {0};
  char why[400];
  (void)state;
  assert_err(read_file("\xef\xbb\xbf"
                       "a = 1\n[s]\n\nb = 2\r\n[t]\nc = 3",
                 &out, why),
      OK);
  assert_string_equal(buf_text(&out), "1  a 1\n2 s - -\n4 s b 2\n5 t - -\n6 t c 3\n");
  buf_free(&out);
}

static void the_first_fault_ends_it(void **state) {
  struct buf out = {0};
  char why[400];
  (void)state;
  assert_err(read_file("[s]\nbad = 1\nc = 2\n", &out, why), ERR_CONFIG);
  assert_non_null(strstr(why, "x.ini:2: is bad"));
  assert_string_equal(buf_text(&out), "1 s - -\n2 s bad 1\n");
  buf_free(&out);
}

static void a_file_that_is_missing_or_a_folder(void **state) {
  struct buf out = {0};
  char why[400];
  char *folder = support_folder();
  struct arena *a = arena_new(1 << 20);
  (void)state;
  assert_err(
      ini_read(a, "/nowhere/x.ini", collect, &out, why, sizeof why), ERR_NOT_FOUND);
  assert_non_null(strstr(why, "/nowhere/x.ini cannot be read: "));
  assert_err(ini_read(a, folder, collect, &out, why, sizeof why), ERR_IO);
  arena_free(a);
  free(folder);
  buf_free(&out);
}

static enum err read_in_arena(void *context) {
  struct buf out = {0};
  char why[400];
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? ini_read(a, context, collect, &out, why, sizeof why) : ERR_NOMEM;
  arena_free(a);
  buf_free(&out);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  char *folder = support_folder();
  char file[400];
  (void)state;
  support_write(folder, "x.ini", "[s]\na = 1\n");
  snprintf(file, sizeof file, "%s/x.ini", folder);
  assert_true(fail_alloc_each(read_in_arena, file) > 0);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lines_are_told_apart),
      cmocka_unit_test(a_byte_order_mark_is_skipped),
      cmocka_unit_test(pairs_are_visited_in_order),
      cmocka_unit_test(the_first_fault_ends_it),
      cmocka_unit_test(a_file_that_is_missing_or_a_folder),
      cmocka_unit_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
