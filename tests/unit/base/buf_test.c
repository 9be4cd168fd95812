#include "base/buf.h"

#include "fail_alloc.h"
#include "support.h"

static void text_over_the_limit_is_too_large(void **state) {
  struct buf b = {.most = 4};
  (void)state;
  buf_puts(&b, "abc");
  assert_int_equal(buf_status(&b), OK);
  buf_puts(&b, "d");
  assert_int_equal(buf_status(&b), ERR_TOO_LARGE);
  assert_string_equal(buf_text(&b), "abc");
  buf_clear(&b);
  assert_int_equal(buf_status(&b), OK);
  buf_free(&b);
}

static void a_failed_printf_changes_nothing(void **state) {
  struct buf b = {.most = 400};
  (void)state;
  buf_printf(&b, "%0255d", 0);
  assert_int_equal(b.len, 255);
  buf_printf(&b, "%0144d|", 0);
  assert_err(buf_status(&b), ERR_TOO_LARGE);
  assert_int_equal(strlen(buf_text(&b)), 255);
  buf_clear(&b);
  /* There is room now, but not allowed. */
  buf_printf(&b, "%0390d", 0);
  buf_printf(&b, "%s", "0123456789");
  assert_err(buf_status(&b), ERR_TOO_LARGE);
  assert_int_equal(b.len, 390);
  assert_int_equal(strlen(buf_text(&b)), 390);
  buf_free(&b);
}

static enum err write_a_lot(void *context) {
  struct buf b = {0};
  (void)context;
  for (int i = 0; i < 1000; i++)
    buf_printf(&b, "%d ", i);
  enum err e = buf_status(&b);
  buf_free(&b);
  return e;
}

static void a_failed_growth_is_remembered(void **state) {
  (void)state;
  assert_true(fail_alloc_each(write_a_lot, NULL) > 3);
}

/* Otherwise a client would be told that its text was too large. */
/* Room is no text, and what fits into it needs no other memory. */
static void room_is_made_at_once(void **state) {
  struct buf b = {.most = 5000};
  (void)state;
  buf_reserve(&b, 1000);
  assert_string_equal(buf_text(&b), "");
  const char *data = b.data;
  for (int i = 0; i < 100; i++)
    buf_puts(&b, "0123456789");
  assert_ptr_equal(b.data, data);
  assert_err(buf_status(&b), OK);
  buf_reserve(&b, 5000);
  assert_err(buf_status(&b), ERR_TOO_LARGE);
  buf_free(&b);
}

static void a_bounded_buffer_reports_out_of_memory_as_well(void **state) {
  struct buf b = {.most = 64};
  (void)state;
  fail_alloc_at(1);
  buf_puts(&b, "abc");
  fail_alloc_at(0);
  assert_err(buf_status(&b), ERR_NOMEM);
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_over_the_limit_is_too_large),
      cmocka_unit_test(a_failed_printf_changes_nothing),
      cmocka_unit_test(room_is_made_at_once),
      cmocka_unit_test(a_failed_growth_is_remembered),
      cmocka_unit_test(a_bounded_buffer_reports_out_of_memory_as_well),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
