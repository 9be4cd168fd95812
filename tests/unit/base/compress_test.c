#include "base/compress.h"

#include "fail_alloc.h"
#include "support.h"

static char text[20000];

static int fill_text(void **state) {
  (void)state;
  /* Words that come again, but not at regular distances. */
  for (size_t i = 0; i < sizeof text; i++)
    text[i] = (char)('a' + i % 16 * (i / 16 * 2654435761u >> 28 & 15) % 26);
  return 0;
}

static size_t gzip_size(enum err (*compress)(const char *, size_t, struct buf *)) {
  struct buf out = {0}, back = {0};
  assert_err(compress(text, sizeof text, &out), OK);
  assert_true(support_gunzip(&out, &back));
  assert_int_equal(back.len, sizeof text);
  assert_memory_equal(back.data, text, sizeof text);
  size_t size = out.len;
  buf_free(&back);
  buf_free(&out);
  return size;
}

static void gzip_is_reversible(void **state) {
  (void)state;
  size_t size = gzip_size(compress_gzip), quick = gzip_size(compress_gzip_quickly);
  assert_true(size < quick && quick < sizeof text / 4);
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
