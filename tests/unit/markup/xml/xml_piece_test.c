#include "markup/xml/xml_piece.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

/* Returns a descriptor of a file with `n` bytes, at its beginning. */
static int file_of(const char *text, size_t n) {
  FILE *f = tmpfile();
  assert_non_null(f);
  assert_int_equal(fwrite(text, 1, n, f), n);
  assert_int_equal(fflush(f), 0);
  int fd = dup(fileno(f));
  fclose(f);
  assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
  return fd;
}

/* A reference that is cut by the end of a piece waits for the next one. */
static void the_rest_comes_again(void **state) {
  static struct xml_piece p = {.is_first = true};
  static char text[XML_PIECE + 10];
  size_t replaced = 0;
  (void)state;
  memset(text, 'x', sizeof text);
  memcpy(text + XML_PIECE - 2, "&#16;", 5);
  int fd = file_of(text, sizeof text);
  assert_err(xml_piece_read(&p, fd), OK);
  xml_piece_clean(&p, &replaced);
  assert_int_equal(p.complete, XML_PIECE - 2);
  assert_false(p.is_last);
  assert_err(xml_piece_read(&p, fd), OK);
  assert_memory_equal(p.text, "&#16;xxx", 8);
  xml_piece_clean(&p, &replaced);
  assert_int_equal(replaced, 1);
  assert_memory_equal(p.text, "     xxx", 8);
  assert_err(xml_piece_read(&p, fd), OK);
  assert_true(p.is_last);
  close(fd);
}

static void what_is_wide_stays(void **state) {
  static struct xml_piece p = {.is_first = true};
  size_t replaced = 0;
  (void)state;
  int fd = file_of("\xff\xfe<\0a\0/\0>\0", 10);
  assert_err(xml_piece_read(&p, fd), OK);
  xml_piece_clean(&p, &replaced);
  assert_true(p.is_wide);
  assert_int_equal(p.complete, 10);
  assert_int_equal(replaced, 0);
  close(fd);
}

static void a_file_that_cannot_be_read(void **state) {
  static struct xml_piece p = {.is_first = true};
  (void)state;
  assert_err(xml_piece_read(&p, -1), ERR_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_rest_comes_again),
      cmocka_unit_test(what_is_wide_stays),
      cmocka_unit_test(a_file_that_cannot_be_read)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
