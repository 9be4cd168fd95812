#include "site/site_open.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "site/cache/cache_epoch.h"
#include "support.h"

static const struct settings_initial choice = {.title = "Notes"};

static void a_site_is_created_once(void **state) {
  char why[400] = "", *folder = support_folder();
  struct site *site = NULL;
  (void)state;
  assert_err(site_open(&site, folder, ROLE_COMMAND, why, sizeof why), ERR_NOT_FOUND);
  assert_null(site);
  assert_err(site_create(folder, &choice, why, sizeof why), OK);
  assert_err(site_create(folder, &choice, why, sizeof why), ERR_EXISTS);
  assert_non_null(strstr(why, "already"));
  assert_err(site_open(&site, folder, ROLE_COMMAND, why, sizeof why), OK);
  assert_null(site->templates);
  assert_err(site_open_theme(site, why, sizeof why), OK);
  assert_non_null(site->templates);
  site_close(site);
  site_close(NULL);
  support_remove(folder);
  free(folder);
}

/* Its owner wants the old database back, not an empty one. */
static void a_missing_database_is_not_replaced(void **state) {
  char why[400] = "", path[500], *folder = support_folder();
  struct site *site = NULL;
  (void)state;
  assert_err(site_create(folder, &choice, why, sizeof why), OK);
  snprintf(path, sizeof path, "%s/pamphlet.db", folder);
  assert_int_equal(unlink(path), 0);
  assert_err(site_open(&site, folder, ROLE_COMMAND, why, sizeof why), ERR_NOT_FOUND);
  assert_non_null(strstr(why, "backup"));
  assert_int_equal(access(path, F_OK), -1);
  support_remove(folder);
  free(folder);
}

static void a_site_is_located_by_name(void **state) {
  char why[400] = "", *found = NULL, *folder = support_folder();
  (void)state;
  assert_err(site_locate(folder, &found, why, sizeof why), ERR_NOT_FOUND);
  assert_non_null(strstr(why, "not a site directory"));
  assert_err(site_create(folder, &choice, why, sizeof why), OK);
  assert_err(site_locate(folder, &found, why, sizeof why), OK);
  assert_non_null(found);
  free(found);
  support_remove(folder);
  free(folder);
}

static void an_interrupted_restore_is_named(void **state) {
  char why[400] = "", path[500], *found = NULL, *folder = support_folder();
  (void)state;
  snprintf(path, sizeof path, "%s/" SITE_INTERRUPTED, folder);
  assert_false(site_is_interrupted(folder));
  assert_int_equal(mkdir(path, 0700), 0);
  assert_true(site_is_interrupted(folder));
  assert_err(site_locate(folder, &found, why, sizeof why), ERR_NOT_FOUND);
  assert_non_null(strstr(why, "was interrupted"));
  assert_err(site_create(folder, &choice, why, sizeof why), ERR_NOT_FOUND);
  support_remove(folder);
  free(folder);
}

static void put_another_database(const char *folder) {
  char path[500], other[500];
  snprintf(path, sizeof path, "%s/pamphlet.db", folder);
  snprintf(other, sizeof other, "%s/other.db", folder);
  assert_err(db_create(other), OK);
  assert_int_equal(rename(other, path), 0);
}

static void a_replaced_database_is_opened_again(void **state) {
  char why[400] = "", path[500], *folder = support_folder();
  struct site *site = NULL;
  (void)state;
  snprintf(path, sizeof path, "%s/pamphlet.db", folder);
  assert_err(site_create(folder, &choice, why, sizeof why), OK);
  assert_err(site_open(&site, folder, ROLE_WEB, why, sizeof why), OK);
  assert_false(site_is_replaced(site));
  assert_int_equal(unlink(path), 0);
  assert_true(site_is_replaced(site));
  struct site *before = site;
  assert_err(site_reopen(&site, ROLE_WEB, why, sizeof why), ERR_NOT_FOUND);
  assert_non_null(strstr(why, "backup"));
  assert_ptr_equal(site, before);
  put_another_database(folder);
  /* Not again within a second. */
  assert_err(site_reopen(&site, ROLE_WEB, why, sizeof why), ERR_REPLACED);
  site->reopen_at = 0;
  assert_err(site_reopen(&site, ROLE_WEB, why, sizeof why), OK);
  assert_false(site_is_replaced(site));
  site_close(site);
  support_remove(folder);
  free(folder);
}

/* A copy of the database, as a backup would put it there. */
static void put_a_copy(const char *folder) {
  char path[500], other[500], command[1100];
  snprintf(path, sizeof path, "%s/pamphlet.db", folder);
  snprintf(other, sizeof other, "%s/other.db", folder);
  snprintf(command, sizeof command, "cp '%s' '%s'", path, other);
  assert_int_equal(system(command), 0);
  assert_int_equal(rename(other, path), 0);
}

/* Its rights are narrow, and there is a page cache: it goes on sending mails. */
static void the_sender_opens_it_again_too(void **state) {
  char why[400] = "", cache[] = "/dev/shm/pamphlet-unit-XXXXXX",
       *folder = support_folder();
  struct arena *a = arena_new(1 << 20);
  struct site *site = NULL;
  (void)state;
  assert_non_null(mkdtemp(cache));
  assert_err(site_create(folder, &choice, why, sizeof why), OK);
  assert_err(site_open(&site, folder, ROLE_SCHEDULER, why, sizeof why), OK);
  site->settings.cache_folder = cache;
  assert_err(cache_epoch_start(site, a, why, sizeof why), OK);
  assert_string_equal(why, "");
  site_close(site);
  assert_err(site_open(&site, folder, ROLE_SENDER, why, sizeof why), OK);
  put_a_copy(folder);
  assert_true(site_is_replaced(site));
  assert_err(site_reopen(&site, ROLE_SENDER, why, sizeof why), OK);
  assert_false(site_is_replaced(site));
  site_close(site);
  arena_free(a);
  support_remove(cache);
  support_remove(folder);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_site_is_created_once),
      cmocka_unit_test(a_missing_database_is_not_replaced),
      cmocka_unit_test(a_site_is_located_by_name),
      cmocka_unit_test(an_interrupted_restore_is_named),
      cmocka_unit_test(a_replaced_database_is_opened_again),
      cmocka_unit_test(the_sender_opens_it_again_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
