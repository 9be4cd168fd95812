#include "ops/doctor_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include "doctor_support.h"

static const char *path_of(struct blog *b, const char *name) {
  return arena_printf(b->arena, "%s/%s", b->site->dir, name);
}

static void good_files(void **state) {
  struct blog *b = *state;
  assert_int_equal(strncmp(found(b, doctor_files), "ok files: ", 10), 0);
}

static void a_file_that_locks_others_out(void **state) {
  struct blog *b = *state;
  assert_int_equal(chmod(path_of(b, "pamphlet.db-queue"), 0600), 0);
  const char *said = found(b, doctor_files);
  assert_non_null(strstr(said, "error owner: pamphlet.db-queue belongs to "));
  assert_non_null(strstr(said, "with mode 600"));
  assert_non_null(strstr(said, "chmod 660 "));
  assert_null(strstr(said, "ok files"));
  /* A database that only one user may use is fine. */
  assert_int_equal(chmod(path_of(b, "pamphlet.db"), 0600), 0);
  assert_int_equal(strncmp(found(b, doctor_files), "ok files: ", 10), 0);
}

static void files_that_every_user_may_change(void **state) {
  struct blog *b = *state;
  assert_int_equal(chmod(path_of(b, "pamphlet.db"), 0664), 0);
  const char *said = found(b, doctor_files);
  assert_non_null(strstr(said, "warning mode: anyone on this machine can read"));
  assert_non_null(strstr(said, "chmod o= "));
  assert_int_equal(chmod(b->site->dir, 0777), 0);
  assert_non_null(strstr(found(b, doctor_files), "error mode: anyone on this machine"
                                                 " can replace"));
  assert_int_equal(chmod(b->site->dir, 0755), 0);
}

static void a_missing_database(void **state) {
  struct blog *b = *state;
  assert_int_equal(rename(path_of(b, "pamphlet.db"), path_of(b, "away")), 0);
  assert_non_null(strstr(found(b, doctor_files), "error database: "));
  assert_int_equal(rename(path_of(b, "away"), path_of(b, "pamphlet.db")), 0);
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&findings);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(good_files),
      support_site_test(a_file_that_locks_others_out),
      support_site_test(files_that_every_user_may_change),
      support_site_test(a_missing_database),
  };
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
