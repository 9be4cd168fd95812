#include "base/gunzip.h"

#include "base/compress.h"
#include "support.h"

static void pack(const char *text, size_t n, struct buf *out) {
  assert_err(compress_gzip(text, n, out), OK);
}

static void several_files_are_one_content(void **state) {
  struct buf packed = {0}, out = {0};
  (void)state;
  pack("one ", 4, &packed);
  pack("two", 3, &packed);
  buf_add(&packed, "\0\0", 2);
  assert_true(gunzip_begins(packed.data, packed.len));
  assert_err(gunzip(packed.data, packed.len, 100, &out), OK);
  assert_string_equal(buf_text(&out), "one two");
  buf_free(&packed);
  buf_free(&out);
}

/* A thousand times as large as its file. */
static void what_is_packed_well_is_read_up_to_the_limit(void **state) {
  enum { SIZE = 4 << 20 };
  struct buf packed = {0}, out = {0};
  char *zeros = calloc(1, SIZE);
  (void)state;
  assert_non_null(zeros);
  pack(zeros, SIZE, &packed);
  assert_err(gunzip(packed.data, packed.len, SIZE, &out), OK);
  assert_int_equal(out.len, SIZE);
  buf_clear(&out);
  assert_err(gunzip(packed.data, packed.len, SIZE - 1, &out), ERR_TOO_LARGE);
  free(zeros);
  buf_free(&packed);
  buf_free(&out);
}

static void damage_is_found(void **state) {
  struct buf packed = {0}, out = {0};
  (void)state;
  pack("some text", 9, &packed);
  for (size_t n = 0; n < packed.len; n++)
    assert_err(gunzip(packed.data, n, 100, &out), ERR_SYNTAX);
  packed.data[packed.len - 6] ^= 1;
  assert_err(gunzip(packed.data, packed.len, 100, &out), ERR_SYNTAX);
  assert_false(gunzip_begins("PK\x03", 3));
  assert_false(gunzip_begins("\x1f", 1));
  buf_free(&packed);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(several_files_are_one_content),
      cmocka_unit_test(what_is_packed_well_is_read_up_to_the_limit),
      cmocka_unit_test(damage_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
