#include "ops/doctor_disk.h"

#include "doctor_support.h"

static const char *folder;

static void disk(struct doctor *d) {
  doctor_disk(d, folder);
}

static void a_disk_with_space_and_one_without(void **state) {
  struct blog *b = *state;
  folder = b->site->dir;
  const char *said = found(b, disk);
  assert_non_null(strstr(said, " disk: "));
  assert_non_null(strstr(said, folder));
  /* proc(5) is a file system without any space. */
  folder = "/proc";
  assert_non_null(strstr(found(b, disk), "error disk: only 0 MB are free in /proc"));
  folder = "/nowhere";
  assert_string_equal(found(b, disk), "");
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&findings);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_disk_with_space_and_one_without)};
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
