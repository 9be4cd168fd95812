#include "base/overlay.h"

#include "support.h"

static const unsigned char built_in[] = "variant";
static const struct embedded_file files[] = {
    {"a.html", built_in, 7}, {"c.html", built_in, 7}, {NULL, NULL, 0}};

static void the_first_folder_counts(void **state) {
  char *own = support_folder(), *named = support_folder();
  char path[OVERLAY_PATH], why[FILE_WHY];
  (void)state;
  support_write(own, "a.html", "own");
  support_write(named, "a.html", "named");
  support_write(named, "b.html", "named");
  const struct overlay o = {{own, named}, files};
  static const char *const want[][2] = {
      {"a.html", "own"}, {"b.html", "named"}, {"c.html", "variant"}, {"d.html", NULL}};
  for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
    struct buf text = {0};
    const struct embedded_file *variant = NULL;
    enum err e = overlay_read(&o, want[i][0], 100, &text, &variant, path, why);
    assert_err(e, want[i][1] ? OK : ERR_NOT_FOUND);
    if (variant)
      assert_string_equal((const char *)variant->data, want[i][1]);
    else if (want[i][1])
      assert_string_equal(buf_text(&text), want[i][1]);
    buf_free(&text);
  }
  support_remove(own);
  free(own);
  support_remove(named);
  free(named);
}

static void a_file_that_cannot_be_used_is_an_error(void **state) {
  char *own = support_folder();
  char path[OVERLAY_PATH], why[FILE_WHY];
  struct buf text = {0};
  const struct embedded_file *variant = NULL;
  (void)state;
  support_write(own, "a.html", "too long");
  const struct overlay o = {{NULL, own}, files};
  assert_err(overlay_read(&o, "a.html", 3, &text, &variant, path, why), ERR_TOO_LARGE);
  assert_null(variant);
  assert_non_null(strstr(path, "/a.html"));
  buf_free(&text);
  support_remove(own);
  free(own);
}

static void without_anything_nothing_is_replaced(void **state) {
  char path[OVERLAY_PATH], why[FILE_WHY];
  struct buf text = {0};
  const struct embedded_file *variant = NULL;
  const struct overlay none = {0};
  const struct overlay missing = {{"/nonexistent/folder", NULL}, NULL};
  (void)state;
  assert_err(
      overlay_read(&none, "a.html", 9, &text, &variant, path, why), ERR_NOT_FOUND);
  assert_err(
      overlay_read(&missing, "a.html", 9, &text, &variant, path, why), ERR_NOT_FOUND);
  assert_null(overlay_embedded(NULL, "a.html"));
  assert_ptr_equal(overlay_embedded(files, "c.html"), &files[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_folder_counts),
      cmocka_unit_test(a_file_that_cannot_be_used_is_an_error),
      cmocka_unit_test(without_anything_nothing_is_replaced),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
