#include "http/channel.h"

#include <fcntl.h>
#include <unistd.h>

#include "support.h"

static void test_memory(void **state) {
  struct channel c;
  struct channel_memory m = {.input = "hello", .left = 5};
  char *params[] = {(char[]){"A=b"}, NULL}, text[4] = "";
  (void)state;
  channel_memory(&c, params, &m);
  assert_string_equal(c.params[0], "A=b");
  assert_int_equal(c.read(&c, text, 3), 3);
  assert_string_equal(text, "hel");
  assert_int_equal(c.read(&c, text, 3), 2);
  assert_int_equal(c.read(&c, text, 3), 0);
  assert_err(c.write(&c, "ab", 2), OK);
  assert_err(c.write(&c, "c", 1), OK);
  assert_string_equal(buf_text(&m.output), "abc");
  buf_free(&m.output);
}

/* Replaces standard input or output by `fd`. Returns the old one. */
static int swap(int fd, int place) {
  int old = dup(place);
  assert_true(old >= 0 && dup2(fd, place) == place);
  close(fd);
  return old;
}

static void test_cgi(void **state) {
  struct channel c;
  int in[2], out[2];
  char text[8] = "";
  (void)state;
  assert_int_equal(pipe(in) | pipe(out), 0);
  assert_int_equal(write(in[1], "body", 4), 4);
  close(in[1]);
  fflush(NULL);
  channel_cgi(&c);
  int old_in = swap(in[0], STDIN_FILENO), old_out = swap(out[1], STDOUT_FILENO);
  long first = c.read(&c, text, sizeof text - 1), end = c.read(&c, text + 4, 1);
  enum err e = c.write(&c, "Status: 200", 11);
  close(swap(old_in, STDIN_FILENO));
  close(swap(old_out, STDOUT_FILENO));
  assert_int_equal(first, 4);
  assert_int_equal(end, 0);
  assert_string_equal(text, "body");
  assert_err(e, OK);
  char answer[16] = "";
  assert_int_equal(read(out[0], answer, sizeof answer), 11);
  assert_string_equal(answer, "Status: 200");
  assert_ptr_equal(c.params, environ);
  close(out[0]);
}

static void test_cgi_write_fails(void **state) {
  struct channel c;
  int full = open("/dev/full", O_WRONLY);
  (void)state;
  assert_true(full >= 0);
  fflush(NULL);
  channel_cgi(&c);
  int old = swap(full, STDOUT_FILENO);
  enum err e = c.write(&c, "x", 1);
  close(swap(old, STDOUT_FILENO));
  assert_err(e, ERR_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory),
      cmocka_unit_test(test_cgi), cmocka_unit_test(test_cgi_write_fails)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
