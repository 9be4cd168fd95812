#include "base/compress.h"

#include "fail_alloc.h"
#include "support.h"

static char text[20000];

static int fill_text(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof text; i++)
    text[i] = (char)('a' + i * i % 7);
  return 0;
}

static void gzip_is_reversible(void **state) {
  struct buf out = {0};
  struct buf back = {0};
  (void)state;
  assert_err(compress_gzip(text, sizeof text, &out), OK);
  assert_true(out.len < sizeof text / 10);
  assert_true(support_gunzip(&out, &back));
  assert_int_equal(back.len, sizeof text);
  assert_memory_equal(back.data, text, sizeof text);
  buf_free(&back);
  buf_free(&out);
}

/* Both append to the existing content of the buffer. */
static void output_is_appended(void **state) {
  struct buf out = {0};
  (void)state;
  buf_puts(&out, "head");
  assert_err(compress_brotli(text, sizeof text, &out), OK);
  assert_memory_equal(out.data, "head", 4);
  assert_true(out.len > 4 && out.len < sizeof text / 10);
  buf_clear(&out);
  assert_err(compress_gzip("", 0, &out), OK);
  assert_true(out.len > 0);
  buf_free(&out);
}

static enum err compress_both(void *context) {
  struct buf out = {0};
  (void)context;
  enum err e = compress_gzip(text, sizeof text, &out);
  if (!e)
    e = compress_brotli(text, sizeof text, &out);
  buf_free(&out);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(compress_both, NULL) >= 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gzip_is_reversible),
      cmocka_unit_test(output_is_appended),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, fill_text, NULL);
}
