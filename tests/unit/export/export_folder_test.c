#include "export/export_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include "fail_alloc.h"
#include "support.h"

static char *folder, dir[512], why[400];

static int set_up(void **state) {
  (void)state;
  folder = support_folder();
  snprintf(dir, sizeof dir, "%s/out", folder);
  why[0] = '\0';
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  support_remove(folder);
  free(folder);
  return 0;
}

static bool has(const char *name) {
  char path[600];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  return access(path, F_OK) == 0;
}

static enum err begin(struct export_folder *f, bool replace) {
  return export_folder_begin(f, dir, replace, why, sizeof why);
}

/* Makes an earlier export with the file "gone.txt" and the hidden file ".git". */
static void make_export(void) {
  assert_int_equal(mkdir(dir, 0750), 0);
  support_write(dir, EXPORT_MARK, "{\"format\": \"pamphlet-export\"}");
  support_write(dir, EXPORT_GONE, "/a/\n");
  support_write(dir, ".git", "x");
}

static void a_folder_appears_when_it_is_complete(void **state) {
  struct export_folder f;
  struct stat st;
  (void)state;
  assert_err(begin(&f, false), OK);
  support_write(f.path, "a", "x");
  assert_int_not_equal(access(dir, F_OK), 0);
  assert_err(export_folder_end(&f, true), OK);
  assert_true(has("a"));
  assert_int_equal(stat(dir, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0700);
  export_folder_drop(&f); /* nothing is left to remove */
  assert_true(has("a"));
}

static void an_abandoned_folder_leaves_nothing(void **state) {
  struct export_folder f;
  char path[PATH_MAX];
  (void)state;
  assert_err(begin(&f, false), OK);
  snprintf(path, sizeof path, "%s", f.path);
  support_write(f.path, "a", "x");
  export_folder_drop(&f);
  assert_int_not_equal(access(path, F_OK), 0);
  assert_int_not_equal(access(dir, F_OK), 0);
}

static void an_export_is_replaced_only_on_request(void **state) {
  struct export_folder f;
  struct stat st;
  (void)state;
  make_export();
  assert_err(begin(&f, false), ERR_EXISTS);
  assert_non_null(strstr(why, "--force"));
  assert_err(begin(&f, true), OK);
  support_write(f.path, "a", "x");
  assert_err(export_folder_end(&f, false), OK);
  assert_true(has("a"));
  assert_true(has(".git"));
  assert_false(has(EXPORT_GONE));
  assert_int_equal(stat(dir, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0750);
}

static void other_files_are_never_replaced(void **state) {
  struct export_folder f;
  (void)state;
  make_export();
  support_write(dir, "letter.txt", "x");
  assert_err(begin(&f, true), ERR_EXISTS);
  assert_non_null(strstr(why, "letter.txt"));
  assert_true(has("letter.txt"));
}

/* A file may be added while the export runs. */
static void a_file_that_was_added_meanwhile_is_kept(void **state) {
  struct export_folder f;
  (void)state;
  make_export();
  assert_err(begin(&f, true), OK);
  support_write(dir, "letter.txt", "x");
  assert_err(export_folder_end(&f, false), ERR_EXISTS);
  export_folder_drop(&f);
  assert_true(has("letter.txt"));
  assert_true(has(EXPORT_GONE));
  assert_true(has(".git"));
}

static void a_folder_without_the_mark_is_not_an_export(void **state) {
  struct export_folder f;
  (void)state;
  assert_int_equal(mkdir(dir, 0755), 0);
  support_write(dir, EXPORT_MARK, "{\"format\": \"other\"}");
  assert_err(begin(&f, true), ERR_EXISTS);
  assert_non_null(strstr(why, "is not empty"));
}

static void the_current_folder_is_refused(void **state) {
  struct export_folder f;
  char here[PATH_MAX];
  (void)state;
  make_export();
  assert_non_null(getcwd(here, sizeof here));
  assert_int_equal(chdir(dir), 0);
  assert_err(begin(&f, true), ERR_INVALID);
  assert_int_equal(chdir(here), 0);
}

static void a_missing_parent_is_reported(void **state) {
  struct export_folder f;
  (void)state;
  snprintf(dir, sizeof dir, "%s/missing/out", folder);
  assert_int_not_equal(begin(&f, false), OK);
  assert_string_equal(f.path, "");
  assert_true(*why);
}

static enum err replace_once(void *context) {
  struct export_folder f;
  enum err e = export_folder_begin(&f, context, true, why, sizeof why);
  if (e)
    return *why ? e : ERR_INTERNAL;
  support_write(f.path, EXPORT_MARK, "{\"format\": \"pamphlet-export\"}");
  e = export_folder_end(&f, false);
  export_folder_drop(&f);
  return e;
}

/* Without memory the mark cannot be read, which does not mean that it is missing. */
static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  make_export();
  fail_alloc_each(replace_once, dir);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      T(a_folder_appears_when_it_is_complete),
      T(an_abandoned_folder_leaves_nothing),
      T(an_export_is_replaced_only_on_request),
      T(other_files_are_never_replaced),
      T(a_file_that_was_added_meanwhile_is_kept),
      T(a_folder_without_the_mark_is_not_an_export),
      T(the_current_folder_is_refused),
      T(a_missing_parent_is_reported),
      T(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
