#include "site/core/base_url.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "site/core/settings.h"
#include "support.h"

#define URL "http://127.0.0.1:8123"

static char *folder;
static struct arena *arena;

static int set_up(void **state) {
  char path[300];
  (void)state;
  unsetenv("PAMPHLET_BASE_URL");
  folder = support_folder();
  arena = arena_new(1 << 20);
  snprintf(path, sizeof path, "%s/run", folder);
  support_write(
      folder, "site.ini", "[site]\ntitle = T\nbase_url = https://example.org\n");
  return mkdir(path, 0755);
}

static int tear_down(void **state) {
  (void)state;
  unsetenv("PAMPHLET_BASE_URL");
  arena_free(arena);
  free(folder);
  return 0;
}

static const char *in_force(void) {
  char why[400];
  struct settings s;
  if (settings_read(arena, folder, &s, why, sizeof why))
    fail_msg("%s", why);
  return s.base_url;
}

static void it_is_in_force_until_it_is_forgotten(void **state) {
  char why[400], path[300];
  int fd = -1;
  (void)state;
  assert_string_equal(in_force(), "https://example.org");
  assert_err(base_url_keep(folder, URL, &fd, why, sizeof why), OK);
  assert_true(fd >= 0);
  assert_string_equal(in_force(), URL);
  /* The variable of this process comes first. */
  setenv("PAMPHLET_BASE_URL", "http://other.example", 1);
  assert_string_equal(in_force(), "http://other.example");
  unsetenv("PAMPHLET_BASE_URL");
  base_url_forget(folder, fd);
  assert_string_equal(in_force(), "https://example.org");
  snprintf(path, sizeof path, "%s/run/base_url", folder);
  assert_int_equal(access(path, F_OK), -1);
}

static void a_crash_ends_it(void **state) {
  int fd = -1, ready[2], status;
  char why[400], byte;
  (void)state;
  assert_int_equal(pipe(ready), 0);
  pid_t child = fork();
  if (child == 0) {
    if (base_url_keep(folder, URL, &fd, why, sizeof why) == OK &&
        write(ready[1], "x", 1) == 1)
      pause();
    _exit(1);
  }
  assert_int_equal(read(ready[0], &byte, 1), 1);
  assert_string_equal(in_force(), URL);
  kill(child, SIGKILL);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_string_equal(in_force(), "https://example.org");
  /* The next service without a URL of its own clears up. */
  assert_err(base_url_keep(folder, NULL, &fd, why, sizeof why), OK);
  assert_int_equal(fd, -1);
  base_url_forget(folder, fd);
  char path[300];
  snprintf(path, sizeof path, "%s/run/base_url", folder);
  assert_int_equal(access(path, F_OK), -1);
  close(ready[0]);
  close(ready[1]);
}

static void the_file_of_another_process_stays(void **state) {
  int one = -1, two = -1;
  char why[400];
  (void)state;
  assert_err(base_url_keep(folder, URL, &one, why, sizeof why), OK);
  assert_err(base_url_keep(folder, "http://b.example", &two, why, sizeof why), OK);
  base_url_forget(folder, one);
  assert_string_equal(in_force(), "http://b.example");
  base_url_forget(folder, two);
}

static void nonsense_is_no_url(void **state) {
  int fd = -1;
  char why[400];
  (void)state;
  assert_err(base_url_keep(folder, "http://a.example/b", &fd, why, sizeof why), OK);
  assert_string_equal(in_force(), "https://example.org");
  base_url_forget(folder, fd);
}

static void a_missing_folder_is_named(void **state) {
  int fd = -1;
  char why[400];
  (void)state;
  assert_err(base_url_keep("/no/such", URL, &fd, why, sizeof why), ERR_IO);
  assert_non_null(strstr(why, "cannot write /no/such/run/base_url: "));
  assert_int_equal(fd, -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(
          it_is_in_force_until_it_is_forgotten, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_crash_ends_it, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          the_file_of_another_process_stays, set_up, tear_down),
      cmocka_unit_test_setup_teardown(nonsense_is_no_url, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_missing_folder_is_named, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
