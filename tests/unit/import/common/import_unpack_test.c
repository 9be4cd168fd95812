#include "import/common/import_unpack.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/compress.h"
#include "support.h"

/* The content may have `most` bytes. */
static enum err unpack_some(const char *data, size_t n, int64_t most, int *out) {
  char path[300], *folder = support_folder();
  snprintf(path, sizeof path, "%s/x.gz", folder);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  assert_int_equal(fwrite(data, 1, n, f), n);
  fclose(f);
  free(folder);
  return import_unpack(path, most, out);
}

static enum err unpack(const char *data, size_t n, int *out) {
  return unpack_some(data, n, 1000, out);
}

static void only_packed_files_are_unpacked(void **state) {
  struct buf packed = {0};
  char text[10] = "";
  int fd = 0;
  (void)state;
  assert_err(compress_gzip("a text", 6, &packed), OK);
  assert_err(unpack(packed.data, packed.len, &fd), OK);
  assert_true(fd >= 0);
  assert_int_equal(pread(fd, text, sizeof text, 0), 6);
  assert_string_equal(text, "a text");
  close(fd);
  assert_err(unpack("<xml/>", 6, &fd), OK);
  assert_int_equal(fd, -1);
  assert_err(import_unpack("/nowhere/x.gz", 1000, &fd), OK);
  assert_int_equal(fd, -1);
  buf_free(&packed);
}

static void several_files_are_one_content(void **state) {
  struct buf packed = {0};
  char text[10] = "";
  int fd = -1;
  (void)state;
  assert_err(compress_gzip("one ", 4, &packed), OK);
  assert_err(compress_gzip("two", 3, &packed), OK);
  buf_add(&packed, "\0\0", 2); /* padding */
  assert_err(unpack(packed.data, packed.len, &fd), OK);
  assert_int_equal(pread(fd, text, sizeof text, 0), 7);
  assert_string_equal(text, "one two");
  close(fd);
  buf_free(&packed);
}

/* The content is a thousand times as large as the file. */
static void what_is_packed_well_is_read_up_to_the_limit(void **state) {
  enum { SIZE = 4 << 20 };
  struct buf packed = {0};
  struct stat st;
  char *zeros = calloc(1, SIZE);
  int fd = -1;
  (void)state;
  assert_non_null(zeros);
  assert_err(compress_gzip(zeros, SIZE, &packed), OK);
  assert_err(unpack_some(packed.data, packed.len, SIZE, &fd), OK);
  assert_int_equal(fstat(fd, &st), 0);
  assert_int_equal(st.st_size, SIZE);
  close(fd);
  assert_err(unpack_some(packed.data, packed.len, SIZE - 1, &fd), ERR_TOO_LARGE);
  assert_int_equal(fd, -1);
  free(zeros);
  buf_free(&packed);
}

static void damage_is_found(void **state) {
  struct buf packed = {0};
  int fd = -1;
  (void)state;
  assert_err(compress_gzip("some text", 9, &packed), OK);
  for (size_t n = 3; n < packed.len; n++) {
    assert_err(unpack(packed.data, n, &fd), ERR_SYNTAX);
    assert_int_equal(fd, -1);
  }
  packed.data[packed.len - 6] ^= 1; /* the sum */
  assert_err(unpack(packed.data, packed.len, &fd), ERR_SYNTAX);
  buf_free(&packed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_packed_files_are_unpacked),
      cmocka_unit_test(several_files_are_one_content),
      cmocka_unit_test(what_is_packed_well_is_read_up_to_the_limit),
      cmocka_unit_test(damage_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
