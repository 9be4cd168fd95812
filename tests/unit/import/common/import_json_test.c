#include "import/common/import_json.h"

#include "support.h"

static void a_file_is_read_from_its_beginning(void **state) {
  json_error_t error = {0};
  FILE *f = tmpfile();
  (void)state;
  assert_non_null(f);
  fputs("{\"a\": \"b\", \"c\": 1}", f);
  fflush(f);
  for (int i = 0; i < 2; i++) {
    json_t *root = import_json_load(fileno(f), &error);
    assert_non_null(root);
    assert_string_equal(import_json_text(root, "a"), "b");
    assert_string_equal(import_json_text(root, "c"), "");
    assert_string_equal(import_json_text(NULL, "a"), "");
    json_decref(root);
  }
  fputs("x", f);
  fflush(f);
  assert_null(import_json_load(fileno(f), &error));
  assert_true(*error.text);
  assert_null(import_json_load(-1, &error));
  assert_string_equal(error.text, "cannot be read");
  fclose(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_is_read_from_its_beginning),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
