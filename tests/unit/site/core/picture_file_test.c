#include "site/core/picture_file.h"

#include "support.h"

static void pictures_have_known_endings(void **state) {
  (void)state;
  assert_true(picture_file_is_one("a.jpg"));
  assert_true(picture_file_is_one("a/b.PNG"));
  assert_true(picture_file_is_one("_sizes.svg"));
  assert_false(picture_file_is_one("a.pdf"));
  assert_false(picture_file_is_one(".jpg"));
  assert_false(picture_file_is_one("_sizes/abc-400.webp"));
}

static void the_time_is_in_nanoseconds(void **state) {
  struct stat st = {.st_mtim = {3, 7}};
  (void)state;
  assert_int_equal(picture_file_time(&st), INT64_C(3000000007));
}

static enum err add(void *context, const char *format, bool is_own, int64_t width) {
  buf_printf(context, "%s%s %lld\n", is_own ? "=" : "", format, (long long)width);
  return OK;
}

static enum err refuse(void *context, const char *format, bool is_own, int64_t width) {
  (void)context, (void)format, (void)is_own, (void)width;
  return ERR_CLOSED;
}

static void lists_are_read(void **state) {
  struct buf b = {0};
  (void)state;
  assert_err(picture_file_each_copy("avif:400,1600;=jpg:400", add, &b), OK);
  assert_string_equal(buf_text(&b), "avif 400\navif 1600\n=jpg 400\n");
  buf_free(&b);
  assert_err(picture_file_each_copy("webp:400", refuse, NULL), ERR_CLOSED);
  assert_true(picture_file_is_list(""));
}

static void other_lists_are_refused(void **state) {
  static const char *const bad[] = {"webp", "webp:", ":400", "webp:400,", "webp:4x",
      "webp:0", "webp:9999999", "../x:400", "webp:400;;", "webp:400 ", "WEBP:400", "=",
      "webp:-4", "averylongname:400", "webp:400;\"onload=:1"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (picture_file_is_list(bad[i]))
      fail_msg("%s", bad[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pictures_have_known_endings),
      cmocka_unit_test(the_time_is_in_nanoseconds), cmocka_unit_test(lists_are_read),
      cmocka_unit_test(other_lists_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
