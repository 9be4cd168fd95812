#include "http/fastcgi_input.h"

#include "base/limits.h"
#include "fail_alloc.h"
#include "fastcgi_client.h"

static void put_begin(struct buf *b, char role) {
  const char begin[8] = {0, role};
  fastcgi_client_record(b, 1, begin, sizeof begin);
}

static void put_request(struct buf *b, const char *body) {
  struct buf pairs = {0};
  fastcgi_client_pair(&pairs, "A", "1");
  fastcgi_client_pair(&pairs, "LONG", "");
  fastcgi_client_pair(&pairs, "", "no name");
  put_begin(b, 1);
  fastcgi_client_record(b, 4, pairs.data, pairs.len);
  fastcgi_client_record(b, 4, "", 0);
  fastcgi_client_record(b, 5, body, strlen(body));
  fastcgi_client_record(b, 5, "", 0);
  buf_free(&pairs);
}

static enum fastcgi_stage stage_of(struct buf *b) {
  struct fastcgi_input in = {0};
  assert_err(fastcgi_input_feed(&in, b->data, b->len), OK);
  enum fastcgi_stage stage = in.stage;
  fastcgi_input_free(&in);
  buf_clear(b);
  return stage;
}

/* The result does not depend on how the bytes are cut. */
static void records_arrive_in_pieces(void **state) {
  struct buf b = {0};
  (void)state;
  put_request(&b, "a=1&b=2");
  for (size_t piece = 1; piece <= b.len; piece++) {
    struct fastcgi_input in = {0};
    for (size_t at = 0; at < b.len; at += piece)
      assert_err(
          fastcgi_input_feed(&in, b.data + at, b.len - at < piece ? b.len - at : piece),
          OK);
    assert_int_equal(in.stage, FASTCGI_WHOLE);
    assert_int_equal(in.id, 1);
    assert_string_equal(in.params[0], "A=1");
    assert_string_equal(in.params[1], "LONG=");
    assert_string_equal(in.params[2], "=no name");
    assert_null(in.params[3]);
    assert_string_equal(buf_text(&in.body), "a=1&b=2");
    fastcgi_input_free(&in);
  }
  buf_free(&b);
}

static void long_lengths_have_four_bytes(void **state) {
  struct fastcgi_input in = {0};
  struct buf b = {0}, pairs = {0};
  char value[1000];
  (void)state;
  memset(value, 'x', sizeof value);
  buf_add(&pairs, "\1\x80\0\3\xe8N", 6);
  buf_add(&pairs, value, sizeof value);
  put_begin(&b, 1);
  /* A pair may be cut by the end of a record. */
  fastcgi_client_record(&b, 4, pairs.data, 3);
  fastcgi_client_record(&b, 4, pairs.data + 3, pairs.len - 3);
  fastcgi_client_record(&b, 4, "", 0);
  assert_err(fastcgi_input_feed(&in, b.data, b.len), OK);
  assert_int_equal(in.stage, FASTCGI_BODY);
  assert_int_equal(strlen(in.params[0]), 1002);
  fastcgi_input_free(&in);
  buf_free(&b);
  buf_free(&pairs);
}

static void a_pair_with_a_nul_is_left_out(void **state) {
  struct fastcgi_input in = {0};
  struct buf b = {0};
  (void)state;
  put_begin(&b, 1);
  fastcgi_client_record(&b, 4, "\1\3Aa\0b\1\1B1", 10);
  fastcgi_client_record(&b, 4, "", 0);
  assert_err(fastcgi_input_feed(&in, b.data, b.len), OK);
  assert_string_equal(in.params[0], "B=1");
  assert_null(in.params[1]);
  fastcgi_input_free(&in);
  buf_free(&b);
}

static void malformed_pairs_are_refused(void **state) {
#define R(s)                                                                           \
  { s, sizeof(s) - 1 }
  static const struct {
    const char *data;
    size_t size;
  } rows[] = {R("\1"), R("\1\2A"), R("\x80\0\0"), R("\xff\xff\xff\xff\1abc"),
      R("\3\xff\xff\xff\xff"
        "abc"),
      R("\xff\xff\xff\xff\xff\xff\xff\xff")};
#undef R
  struct buf b = {0};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    put_begin(&b, 1);
    fastcgi_client_record(&b, 4, rows[i].data, rows[i].size);
    fastcgi_client_record(&b, 4, "", 0);
    assert_int_equal(stage_of(&b), FASTCGI_BROKEN);
  }
  buf_free(&b);
}

static void other_records_are_refused(void **state) {
  struct buf b = {0};
  (void)state;
  put_begin(&b, 2); /* the role "authorizer" */
  assert_int_equal(stage_of(&b), FASTCGI_BROKEN);
  put_begin(&b, 1);
  put_begin(&b, 1);
  assert_int_equal(stage_of(&b), FASTCGI_BROKEN);
  put_begin(&b, 1);
  fastcgi_client_record(&b, 5, "a", 1); /* a body before the variables */
  assert_int_equal(stage_of(&b), FASTCGI_BROKEN);
  put_begin(&b, 1);
  fastcgi_client_record(&b, 2, "", 0); /* FCGI_ABORT_REQUEST */
  assert_int_equal(stage_of(&b), FASTCGI_BROKEN);
  fastcgi_client_record(&b, 1, "\0\1", 2);
  assert_int_equal(stage_of(&b), FASTCGI_BROKEN);
  buf_puts(&b, "GET / HTTP/1.1\r\n");
  assert_int_equal(stage_of(&b), FASTCGI_BROKEN);
  put_begin(&b, 1);
  b.data[3] = 2; /* the ID of the request; the next record has 1 */
  fastcgi_client_record(&b, 4, "", 0);
  assert_int_equal(stage_of(&b), FASTCGI_BROKEN);
  buf_free(&b);
}

static void memory_is_bounded(void **state) {
  static char block[65000];
  struct fastcgi_input in = {0};
  struct buf b = {0};
  (void)state;
  put_begin(&b, 1);
  for (int i = 0; i < 5; i++)
    fastcgi_client_record(&b, 4, block, sizeof block);
  assert_int_equal(stage_of(&b), FASTCGI_BROKEN);
  put_begin(&b, 1);
  fastcgi_client_record(&b, 4, "", 0);
  assert_err(fastcgi_input_feed(&in, b.data, b.len), OK);
  buf_clear(&b);
  fastcgi_client_record(&b, 5, block, sizeof block);
  for (int i = 0; i < 100; i++)
    assert_err(fastcgi_input_feed(&in, b.data, b.len), OK);
  /* Too long, so that the handler can refuse it. */
  assert_int_equal(in.stage, FASTCGI_WHOLE);
  assert_in_range(in.body.len, LIMIT_BODY + 1, LIMIT_BODY + sizeof block);
  fastcgi_input_free(&in);
  buf_free(&b);
}

static enum err read_all(void *context) {
  const struct buf *b = context;
  struct fastcgi_input in = {0};
  enum err e = fastcgi_input_feed(&in, b->data, b->len);
  fastcgi_input_free(&in);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct buf b = {0};
  (void)state;
  put_request(&b, "a=1");
  fail_alloc_each(read_all, &b);
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(records_arrive_in_pieces),
      cmocka_unit_test(long_lengths_have_four_bytes),
      cmocka_unit_test(a_pair_with_a_nul_is_left_out),
      cmocka_unit_test(malformed_pairs_are_refused),
      cmocka_unit_test(other_records_are_refused),
      cmocka_unit_test(memory_is_bounded),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
