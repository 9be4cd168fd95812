#include "base/compress.h"

#include <zlib.h>

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
  static char back[sizeof text];
  z_stream z = {0};
  (void)state;
  assert_err(compress_gzip(text, sizeof text, &out), OK);
  assert_true(out.len < sizeof text / 10);
  assert_int_equal(inflateInit2(&z, MAX_WBITS + 16), Z_OK);
  z.next_in = (unsigned char *)out.data;
  z.avail_in = (unsigned)out.len;
  z.next_out = (unsigned char *)back;
  z.avail_out = sizeof back;
  assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
  inflateEnd(&z);
  assert_memory_equal(back, text, sizeof text);
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
