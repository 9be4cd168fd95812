#include "http/fastcgi_input.h"

#include "base/limits.h"
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
  fastcgi_input_feed(&in, b->data, b->len);
  buf_clear(b);
  return in.stage;
}

/* The result does not depend on how the bytes are cut. */
static void records_arrive_in_pieces(void **state) {
  struct buf b = {0};
  (void)state;
  put_request(&b, "a=1&b=2");
  for (size_t piece = 1; piece <= b.len; piece++) {
    struct fastcgi_input in = {0};
    for (size_t at = 0; at < b.len; at += piece)
      fastcgi_input_feed(&in, b.data + at, b.len - at < piece ? b.len - at : piece);
    assert_int_equal(in.stage, FASTCGI_WHOLE);
    assert_int_equal(in.id, 1);
    assert_int_equal(in.params, 19);
    assert_int_equal(in.body, 7);
  }
  buf_free(&b);
}

static void the_variables_are_complete_before_the_body(void **state) {
  struct fastcgi_input in = {0};
  struct buf b = {0};
  (void)state;
  put_begin(&b, 1);
  fastcgi_client_record(&b, 4, "\1\1A1", 4);
  fastcgi_input_feed(&in, b.data, b.len);
  assert_int_equal(in.stage, FASTCGI_PARAMS);
  buf_clear(&b);
  fastcgi_client_record(&b, 4, "", 0);
  fastcgi_input_feed(&in, b.data, b.len);
  assert_int_equal(in.stage, FASTCGI_BODY);
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
  fastcgi_input_feed(&in, b.data, b.len);
  buf_clear(&b);
  fastcgi_client_record(&b, 5, block, sizeof block);
  for (int i = 0; i < 100; i++)
    fastcgi_input_feed(&in, b.data, b.len);
  /* Too long, so that the handler can refuse it. */
  assert_int_equal(in.stage, FASTCGI_WHOLE);
  assert_in_range(in.body, LIMIT_BODY + 1, LIMIT_BODY + sizeof block);
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(records_arrive_in_pieces),
      cmocka_unit_test(the_variables_are_complete_before_the_body),
      cmocka_unit_test(other_records_are_refused),
      cmocka_unit_test(memory_is_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
