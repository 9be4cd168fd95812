#include "import/common/import_charset.h"

#include <fcntl.h>
#include <unistd.h>

#include "fail_alloc.h"
#include "support.h"

static void text_becomes_utf_8(void **state) {
  char latin[] = "caf\xe9 \xa4";
  char *text = latin;
  size_t n = strlen(latin);
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(import_charset_read(a, "ISO-8859-15", &text, &n), OK);
  assert_string_equal(text, "café €");
  assert_int_equal(n, strlen(text));
  arena_free(a);
}

static void the_first_invalid_byte_is_located(void **state) {
  char bad[] = "abc\x81\xff";
  char *text = bad;
  size_t n = strlen(bad);
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(import_charset_read(a, "Shift_JIS", &text, &n), ERR_SYNTAX);
  assert_int_equal(n, 3);
  arena_free(a);
}

static void only_known_encodings_without_suffix(void **state) {
  (void)state;
  assert_true(import_charset_is_known("windows-1252"));
  assert_false(import_charset_is_known("klingon"));
  assert_false(import_charset_is_known("ASCII//TRANSLIT"));
}

static void a_head_is_converted_as_far_as_it_goes(void **state) {
  char out[8];
  (void)state;
  size_t n =
      import_charset_head("ISO-8859-1", "\xe9\xe9\xe9\xe9\xe9", 5, out, sizeof out);
  assert_true(n <= sizeof out && n % 2 == 0);
  assert_memory_equal(out, "éé", 4);
}

static void an_xml_file_is_copied_without_its_declaration(void **state) {
  static const char xml[] =
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<a>\xe9</a>";
  char text[200] = "";
  int64_t offset = 0;
  int in = open("/tmp", O_RDWR | O_TMPFILE, 0600),
      out = open("/tmp", O_RDWR | O_TMPFILE, 0600);
  (void)state;
  assert_true(in >= 0 && out >= 0);
  assert_int_equal(write(in, xml, sizeof xml - 1), sizeof xml - 1);
  assert_err(import_charset_copy(in, out, "ISO-8859-1", &offset), OK);
  assert_true(pread(out, text, sizeof text - 1, 0) > 0);
  assert_null(strstr(text, "ISO-8859-1"));
  assert_non_null(strstr(text, "\n<a>é</a>"));
  close(in);
  close(out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_becomes_utf_8),
      cmocka_unit_test(the_first_invalid_byte_is_located),
      cmocka_unit_test(only_known_encodings_without_suffix),
      cmocka_unit_test(a_head_is_converted_as_far_as_it_goes),
      cmocka_unit_test(an_xml_file_is_copied_without_its_declaration),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
