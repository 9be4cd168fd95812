#include "site/core/kept_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static char *folder;

static int set_up(void **state) {
  char path[300];
  (void)state;
  folder = support_folder();
  snprintf(path, sizeof path, "%s/run", folder);
  return mkdir(path, 0755);
}

static int tear_down(void **state) {
  (void)state;
  free(folder);
  return 0;
}

static void it_counts_while_it_is_kept(void **state) {
  char why[400], path[300];
  struct buf text = {0};
  struct stat st;
  int one = -1, two = -1;
  (void)state;
  assert_err(kept_file_read(folder, "x", &text), ERR_NOT_FOUND);
  assert_err(kept_file_write(folder, "x", "one", &one, why, sizeof why), OK);
  snprintf(path, sizeof path, "%s/run/x", folder);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0644);
  assert_err(kept_file_read(folder, "x", &text), OK);
  assert_string_equal(buf_text(&text), "one");
  /* The next one replaces it, and the first does not remove that. */
  assert_err(kept_file_write(folder, "x", "two", &two, why, sizeof why), OK);
  kept_file_remove(folder, "x", one);
  buf_clear(&text);
  assert_err(kept_file_read(folder, "x", &text), OK);
  assert_string_equal(buf_text(&text), "two");
  /* As after a crash. */
  close(two);
  assert_err(kept_file_read(folder, "x", &text), ERR_NOT_FOUND);
  kept_file_remove(folder, "x", -1);
  assert_int_equal(access(path, F_OK), 0);
  buf_free(&text);
}

static void a_file_that_is_too_long_counts_as_none(void **state) {
  char why[400], *more = malloc(2000);
  struct buf text = {0};
  int fd = -1;
  (void)state;
  memset(more, 'x', 1999);
  more[1999] = '\0';
  assert_err(kept_file_write(folder, "x", more, &fd, why, sizeof why), OK);
  assert_err(kept_file_read(folder, "x", &text), ERR_NOT_FOUND);
  kept_file_remove(folder, "x", fd);
  buf_free(&text);
  free(more);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(it_counts_while_it_is_kept, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_file_that_is_too_long_counts_as_none, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
