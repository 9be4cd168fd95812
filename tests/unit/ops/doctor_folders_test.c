#include "ops/doctor_folders.h"

#include <sys/stat.h>
#include <unistd.h>

#include "doctor_support.h"

static const char *path_of(struct blog *b, const char *name) {
  return arena_printf(b->arena, "%s/%s", b->site->dir, name);
}

static void good_folders(void **state) {
  struct blog *b = *state;
  assert_int_equal(strncmp(found(b, doctor_folders), "ok folders: ", 12), 0);
}

static void a_missing_folder(void **state) {
  struct blog *b = *state;
  assert_int_equal(rmdir(path_of(b, "media")), 0);
  const char *said = found(b, doctor_folders);
  assert_non_null(strstr(said, "error folders: the folder "));
  assert_non_null(strstr(said, "/media does not exist | install -d "));
  assert_null(strstr(said, "ok folders"));
  /* A site need not have templates of its own. */
  assert_int_equal(mkdir(path_of(b, "media"), 0755), 0);
  assert_int_equal(rmdir(path_of(b, "templates")), 0);
  assert_int_equal(strncmp(found(b, doctor_folders), "ok folders: ", 12), 0);
}

static void a_folder_that_nobody_may_write_to(void **state) {
  struct blog *b = *state;
  assert_int_equal(chmod(path_of(b, "media"), 0555), 0);
  const char *said = found(b, doctor_folders);
  assert_non_null(strstr(said, "/media belongs to "));
  assert_non_null(strstr(said, "with mode 555"));
  assert_non_null(strstr(said, "cannot write to it | chown "));
  assert_int_equal(chmod(path_of(b, "media"), 0755), 0);
  /* The service only reads these. */
  assert_int_equal(chmod(path_of(b, "templates"), 0555), 0);
  assert_int_equal(strncmp(found(b, doctor_folders), "ok folders: ", 12), 0);
  assert_int_equal(chmod(path_of(b, "templates"), 0000), 0);
  assert_non_null(strstr(found(b, doctor_folders), "cannot read it"));
  assert_int_equal(chmod(path_of(b, "templates"), 0755), 0);
}

static void a_file_in_place_of_a_folder(void **state) {
  struct blog *b = *state;
  assert_int_equal(rmdir(path_of(b, "media")), 0);
  support_write(b->site->dir, "media", "");
  assert_non_null(strstr(found(b, doctor_folders), "/media is not a folder"));
}

static void folders_of_another_user(void **state) {
  struct blog *b = *state;
  if (getuid() != 0)
    skip();
  /* The database belongs to somebody who owns nothing else. */
  assert_int_equal(chown(path_of(b, "pamphlet.db"), 61002, 61002), 0);
  assert_int_equal(chmod(path_of(b, "run"), 0755), 0);
  const char *said = found(b, doctor_folders);
  assert_non_null(
      strstr(said, "/run belongs to root:root with mode 755: 61002, the user"
                   " of the service, cannot write to it"));
  /* A folder above that is closed. */
  assert_int_equal(chmod(b->site->dir, 0700), 0);
  b->site->dir = path_of(b, "media");
  support_write(b->site->dir, "pamphlet.db", "");
  assert_int_equal(chown(path_of(b, "pamphlet.db"), 61002, 61002), 0);
  assert_non_null(strstr(found(b, doctor_folders), "61002, the user of the service,"
                                                   " cannot enter "));
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&findings);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(good_folders),
      support_site_test(a_missing_folder),
      support_site_test(a_folder_that_nobody_may_write_to),
      support_site_test(a_file_in_place_of_a_folder),
      support_site_test(folders_of_another_user),
  };
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
