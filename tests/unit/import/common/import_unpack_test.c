#include "import/common/import_unpack.h"

#include <unistd.h>

#include "base/compress.h"
#include "support.h"

static enum err unpack(const char *data, size_t n, int *out) {
  char path[300], *folder = support_folder();
  snprintf(path, sizeof path, "%s/x.gz", folder);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  assert_int_equal(fwrite(data, 1, n, f), n);
  fclose(f);
  free(folder);
  return import_unpack(path, out);
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
  assert_err(unpack(packed.data, packed.len - 3, &fd), ERR_SYNTAX);
  assert_int_equal(fd, -1);
  assert_err(unpack("<xml/>", 6, &fd), OK);
  assert_int_equal(fd, -1);
  assert_err(import_unpack("/nowhere/x.gz", &fd), OK);
  assert_int_equal(fd, -1);
  buf_free(&packed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_packed_files_are_unpacked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
