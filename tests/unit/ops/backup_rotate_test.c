#include "ops/backup_rotate.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "support.h"

static const struct backup_series ours = {"blog", "0123abcd"};

static void names_say_which_site_and_when(void **state) {
  char out[200];
  (void)state;
  assert_err(backup_rotate_name("/b", &ours, false, INT64_C(1796080712) * CLOCK_SECOND,
                 out, sizeof out),
      OK);
  assert_string_equal(out, "/b/blog-0123abcd-20261130T231832Z.tar.zst");
  assert_err(backup_rotate_name("/b", &ours, true, 0, out, sizeof out), OK);
  assert_string_equal(out, "/b/blog-0123abcd-19700101T000000Z.tar.zst.age");
  assert_err(backup_rotate_name("/b", &ours, false, 0, out, 40), ERR_INVALID);
}

static void a_series_is_of_one_site(void **state) {
  uint8_t secret[CRYPT_KEY] = {1}, other_secret[CRYPT_KEY] = {2};
  struct backup_series a, b;
  (void)state;
  backup_rotate_series("/srv/none/my blog", secret, &a);
  assert_string_equal(a.name, "myblog");
  assert_int_equal(strspn(a.id, "0123456789abcdef"), 8);
  backup_rotate_series("/srv/none/my blog", secret, &b);
  assert_string_equal(a.id, b.id);
  backup_rotate_series("/srv/none/my blog", other_secret, &b);
  assert_string_not_equal(a.id, b.id);
  backup_rotate_series("/srv/other/my blog", secret, &b);
  assert_string_equal(a.name, b.name);
  assert_string_not_equal(a.id, b.id);
  backup_rotate_series("/srv/none/.x", secret, &b);
  assert_string_equal(b.name, "blog");
  /* Another spelling of the same directory. */
  backup_rotate_series("/usr", secret, &a);
  backup_rotate_series("/usr/../usr/.", secret, &b);
  assert_string_equal(a.name, "usr");
  assert_string_equal(a.id, b.id);
}

static bool has(const char *folder, const char *name) {
  char path[600];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return access(path, F_OK) == 0;
}

/* Creates one file for each day from 2026-01-01 on; returns the folder. */
static char *days(int count) {
  char *folder = support_folder(), path[600];
  for (int i = 0; i < count; i++) {
    int64_t at = (INT64_C(1767225600) + INT64_C(86400) * i + 3600) * CLOCK_SECOND;
    assert_err(backup_rotate_name(folder, &ours, false, at, path, sizeof path), OK);
    support_write(folder, path + strlen(folder) + 1, "x");
  }
  return folder;
}

static int rotate(const char *folder, struct backup_keep keep) {
  char why[300];
  int removed = -1;
  assert_err(backup_rotate(folder, &ours, "blog-20301231T000000Z.tar.zst", &keep,
                 &removed, why, sizeof why),
      OK);
  return removed;
}

static void the_newest_are_kept(void **state) {
  char *folder = days(10);
  (void)state;
  assert_int_equal(rotate(folder, (struct backup_keep){0}), 0);
  assert_int_equal(rotate(folder, (struct backup_keep){.last = 3}), 7);
  assert_true(has(folder, "blog-0123abcd-20260110T010000Z.tar.zst"));
  assert_true(has(folder, "blog-0123abcd-20260108T010000Z.tar.zst"));
  assert_false(has(folder, "blog-0123abcd-20260107T010000Z.tar.zst"));
  assert_int_equal(rotate(folder, (struct backup_keep){.last = 3}), 0);
  support_remove(folder);
  free(folder);
}

/* 90 days to 31 March 2026, a Tuesday. */
static void days_weeks_and_months_are_kept(void **state) {
  char *folder = days(90);
  (void)state;
  /* A second one of the same day: the newer one counts. */
  support_write(folder, "blog-20260331T230000Z.tar.zst", "x");
  const struct backup_keep keep = {.daily = 2, .weekly = 3, .monthly = 2};
  /* 31 and 30 March; 31, 29 and 22 March; 31 March and 28 February. */
  assert_int_equal(rotate(folder, keep), 91 - 5);
  assert_true(has(folder, "blog-20260331T230000Z.tar.zst"));
  assert_true(has(folder, "blog-0123abcd-20260330T010000Z.tar.zst"));
  assert_true(has(folder, "blog-0123abcd-20260329T010000Z.tar.zst"));
  assert_true(has(folder, "blog-0123abcd-20260322T010000Z.tar.zst"));
  assert_true(has(folder, "blog-0123abcd-20260228T010000Z.tar.zst"));
  support_remove(folder);
  free(folder);
}

/* Two sites in folders of one name, a backup of either every day. */
static void another_site_of_that_name_is_not_touched(void **state) {
  const struct backup_keep keep = {.last = 2};
  char *folder = days(4);
  (void)state;
  support_write(folder, "blog-ffff0000-20250101T010000Z.tar.zst", "x");
  support_write(folder, "blog-ffff0000-20250102T010000Z.tar.zst.age", "x");
  support_write(folder, "blog-ffff0000-20250103T010000Z.tar.zst", "x");
  /* Whose this is, nobody knows any more. */
  support_write(folder, "blog-20240101T010000Z.tar.zst", "x");
  assert_int_equal(rotate(folder, keep), 2);
  assert_true(has(folder, "blog-ffff0000-20250101T010000Z.tar.zst"));
  assert_true(has(folder, "blog-ffff0000-20250102T010000Z.tar.zst.age"));
  assert_true(has(folder, "blog-20240101T010000Z.tar.zst"));
  assert_true(has(folder, "blog-0123abcd-20260104T010000Z.tar.zst"));
  support_remove(folder);
  free(folder);
}

static void former_names_and_encrypted_ones_count(void **state) {
  const struct backup_keep keep = {.last = 3};
  char *folder = days(2);
  (void)state;
  support_write(folder, "blog-20251230T010000Z.tar.zst", "x");
  support_write(folder, "blog-20251229T010000Z.tar.zst", "x");
  support_write(folder, "blog-20260103T010000Z.tar.zst", "x");
  support_write(folder, "blog-0123abcd-20251231T010000Z.tar.zst.age", "x");
  assert_int_equal(rotate(folder, keep), 3);
  assert_true(has(folder, "blog-20260103T010000Z.tar.zst"));
  assert_true(has(folder, "blog-0123abcd-20260101T010000Z.tar.zst"));
  assert_false(has(folder, "blog-0123abcd-20251231T010000Z.tar.zst.age"));
  support_remove(folder);
  free(folder);
}

/* A folder of backups has other files in it. */
static void other_files_are_not_touched(void **state) {
  static const char *const others[] = {"notes.txt", "blog.tar.zst",
      "blog-20260101T010000Z.tar.gz", "blog-20260101T010000Z.tar.zst.part",
      "blog-2-20260101T010000Z.tar.zst", "other-20260101T010000Z.tar.zst",
      "blog-2026-1-1T010000Z.tar.zst", "blog-20260101T0100xxZ.tar.zst"};
  char *folder = days(4), path[600], why[300];
  int removed;
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    support_write(folder, others[i], "x");
  assert_int_equal(rotate(folder, (struct backup_keep){.last = 1}), 3);
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_true(has(folder, others[i]));
  /* A folder with such a name cannot be deleted like a file. */
  snprintf(path, sizeof path, "%s/blog-20250101T010000Z.tar.zst", folder);
  assert_int_equal(mkdir(path, 0755), 0);
  const struct backup_keep one = {.last = 1};
  assert_true(backup_rotate(folder, &ours, "blog-20301231T000000Z.tar.zst", &one,
                  &removed, why, sizeof why) != OK);
  assert_non_null(strstr(why, "blog-20250101T010000Z.tar.zst cannot be deleted"));
  support_remove(folder);
  free(folder);
}

/* The clock was ahead once: what is made now is not deleted for that. */
static void the_new_one_is_never_deleted(void **state) {
  char *folder = days(4), why[300];
  const struct backup_keep one = {.last = 1, .daily = 1};
  int removed = 0;
  (void)state;
  support_write(folder, "blog-20360101T000000Z.tar.zst", "x");
  assert_err(backup_rotate(folder, &ours, "/x/blog-0123abcd-20260104T010000Z.tar.zst",
                 &one, &removed, why, sizeof why),
      OK);
  assert_int_equal(removed, 3);
  assert_true(has(folder, "blog-0123abcd-20260104T010000Z.tar.zst"));
  assert_true(has(folder, "blog-20360101T000000Z.tar.zst"));
  support_remove(folder);
  free(folder);
}

static void a_folder_that_is_not_there(void **state) {
  char why[300];
  int removed = 0;
  const struct backup_keep keep = {.last = 1};
  (void)state;
  assert_err(backup_rotate("/no/such/folder", &ours, "blog-20261231T000000Z.tar.zst",
                 &keep, &removed, why, sizeof why),
      ERR_IO);
  assert_non_null(strstr(why, "/no/such/folder"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_say_which_site_and_when),
      cmocka_unit_test(a_series_is_of_one_site),
      cmocka_unit_test(the_newest_are_kept),
      cmocka_unit_test(days_weeks_and_months_are_kept),
      cmocka_unit_test(another_site_of_that_name_is_not_touched),
      cmocka_unit_test(former_names_and_encrypted_ones_count),
      cmocka_unit_test(other_files_are_not_touched),
      cmocka_unit_test(the_new_one_is_never_deleted),
      cmocka_unit_test(a_folder_that_is_not_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
