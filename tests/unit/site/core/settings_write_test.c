#include "site/core/settings_write.h"

#include <signal.h>
#include <sys/resource.h>

#include "fail_alloc.h"
#include "site/core/settings.h"
#include "support.h"

/* A title given to init is read back unchanged. */
static void check_title(const char *title) {
  char why[400] = "";
  struct settings c;
  struct arena *a = arena_new(1 << 20);
  char *folder = support_folder();
  const struct settings_initial choice = {.title = title, .language = "ar"};
  assert_err(settings_write(folder, &choice, why, sizeof why), OK);
  assert_err(settings_read(a, folder, &c, why, sizeof why), OK);
  assert_string_equal(c.title, title);
  assert_string_equal(c.language, "ar");
  free(folder);
  arena_free(a);
}

static void titles_survive(void **state) {
  (void)state;
  char longest[301];
  memset(longest, 'x', 300);
  longest[300] = '\0';
  check_title("Boats ; bread # weather");
  check_title("; # [x] = y");
  check_title("\"Quoted\" and 'so' \\ on");
  check_title("أخبار الميناء");
  check_title(longest);
}

static void a_value_that_cannot_be_read_back_is_refused(void **state) {
  (void)state;
  char title[4200], why[400] = "";
  const struct settings_initial choice = {.title = title};
  char *folder = support_folder();
  memset(title, 'x', sizeof title - 1);
  title[sizeof title - 1] = '\0';
  assert_err(settings_write(folder, &choice, why, sizeof why), ERR_CONFIG);
  assert_string_equal(why, "title is too long: the limit is 4000 bytes");
  free(folder);
}

/* As on a full disk: SIGXFSZ is ignored, so that write fails with EFBIG. */
static void a_part_of_the_file_is_removed(void **state) {
  (void)state;
  char why[400] = "";
  struct rlimit before, none;
  char *folder = support_folder();
  const struct settings_initial choice = {.title = "A"};
  assert_return_code(getrlimit(RLIMIT_FSIZE, &before), 0);
  none = (struct rlimit){.rlim_cur = 100, .rlim_max = before.rlim_max};
  signal(SIGXFSZ, SIG_IGN);
  assert_return_code(setrlimit(RLIMIT_FSIZE, &none), 0);
  enum err e = settings_write(folder, &choice, why, sizeof why);
  assert_return_code(setrlimit(RLIMIT_FSIZE, &before), 0);
  assert_err(e, ERR_IO);
  assert_err(settings_write(folder, &choice, why, sizeof why), OK);
  free(folder);
}

static void every_setting_is_written(void **state) {
  (void)state;
  char why[400] = "";
  struct settings c;
  struct arena *a = arena_new(1 << 20);
  char *folder = support_folder();
  const struct settings_initial choice = {
      .title = "A & B", .tagline = "c", .base_url = "https://example.org"};
  assert_err(settings_write(folder, &choice, why, sizeof why), OK);
  assert_err(settings_read(a, folder, &c, why, sizeof why), OK);
  assert_string_equal(c.title, "A & B");
  assert_string_equal(c.tagline, "c");
  assert_string_equal(c.base_url, "https://example.org");
  assert_string_equal(c.origins[0], "https://example.org");
  assert_int_equal(c.moderation, MODERATION_FIRST_TIME);
  assert_int_equal(c.max_depth, 5);
  assert_err(settings_write(folder, &choice, why, sizeof why), ERR_EXISTS);
  free(folder);
  arena_free(a);
}

static enum err write_once(void *context) {
  char why[400], path[400];
  const struct settings_initial choice = {.title = "T"};
  snprintf(path, sizeof path, "%s/site.ini", (const char *)context);
  remove(path);
  return settings_write(context, &choice, why, sizeof why);
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  char *folder = support_folder();
  assert_true(fail_alloc_each(write_once, folder) > 0);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(titles_survive),
      cmocka_unit_test(a_value_that_cannot_be_read_back_is_refused),
      cmocka_unit_test(a_part_of_the_file_is_removed),
      cmocka_unit_test(every_setting_is_written),
      cmocka_unit_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
