#include "http/fastcgi_output.h"

#include <fastcgi.h>

#include "support.h"

/* The header at `at`, whose content must be of this size. */
static void expect_head(const struct buf *b, size_t at, int type, int id, size_t size) {
  const unsigned char *h = (const unsigned char *)b->data + at;
  assert_true(at + FCGI_HEADER_LEN + size <= b->len);
  assert_int_equal(h[0], FCGI_VERSION_1);
  assert_int_equal(h[1], type);
  assert_int_equal(h[2] << 8 | h[3], id);
  assert_int_equal(h[4] << 8 | h[5], size);
  assert_int_equal(h[6], 0);
}

static void a_response_is_a_stream_and_an_end(void **state) {
  struct buf b = {0};
  (void)state;
  fastcgi_output_add(&b, 258, "hello", 5);
  fastcgi_output_end(&b, 258);
  expect_head(&b, 0, FCGI_STDOUT, 258, 5);
  assert_memory_equal(b.data + 8, "hello", 5);
  expect_head(&b, 13, FCGI_STDOUT, 258, 0);
  expect_head(&b, 21, FCGI_END_REQUEST, 258, 8);
  assert_memory_equal(b.data + 29, "\0\0\0\0\0\0\0\0", 8);
  assert_int_equal(b.len, 37);
  assert_err(buf_status(&b), OK);
  buf_free(&b);
}

static void a_record_holds_no_more_than_its_size_can_tell(void **state) {
  enum { SIZE = 2 * FCGI_MAX_LENGTH + 1 };
  struct buf b = {0};
  char *page = malloc(SIZE);
  size_t at = 0;
  (void)state;
  assert_non_null(page);
  for (size_t i = 0; i < SIZE; i++)
    page[i] = (char)(i % 251);
  fastcgi_output_add(&b, 1, page, SIZE);
  for (size_t done = 0; done < SIZE;) {
    size_t n = done + FCGI_MAX_LENGTH <= SIZE ? FCGI_MAX_LENGTH : SIZE - done;
    expect_head(&b, at, FCGI_STDOUT, 1, n);
    assert_memory_equal(b.data + at + FCGI_HEADER_LEN, page + done, n);
    at += FCGI_HEADER_LEN + n;
    done += n;
  }
  assert_int_equal(b.len, at);
  free(page);
  buf_free(&b);
}

/* An empty record would end the stream. */
static void nothing_is_no_record(void **state) {
  struct buf b = {0};
  (void)state;
  fastcgi_output_add(&b, 1, "", 0);
  assert_int_equal(b.len, 0);
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_response_is_a_stream_and_an_end),
      cmocka_unit_test(a_record_holds_no_more_than_its_size_can_tell),
      cmocka_unit_test(nothing_is_no_record),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
