#include "site/site_health.h"

#include "support_site.h"

#include <sqlite3.h>

static void a_new_site_is_healthy(void **state) {
  struct blog *b = *state;
  assert_int_equal(site_health_check(b->web), 0);
  /* The transaction has ended: a second one can begin. */
  assert_int_equal(site_health_check(b->web), 0);
}

/* The file is cut off in the middle, as by a disk that loses writes. */
static void a_damaged_database_is_noticed(void **state) {
  struct blog *b = *state;
  char file[400];
  sqlite3 *other = NULL;
  snprintf(file, sizeof file, "%s/pamphlet.db", b->site->dir);
  assert_int_equal(sqlite3_open(file, &other), SQLITE_OK);
  assert_int_equal(
      sqlite3_exec(other, "DROP TABLE dependency", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(other);
  assert_int_equal(site_health_check(b->web), SITE_HEALTH_DATABASE);
}

static void a_folder_that_is_gone_cannot_be_written(void **state) {
  struct blog *b = *state;
  const char *dir = b->web->dir;
  b->web->dir = "/nowhere/at/all";
  assert_int_equal(site_health_check(b->web), SITE_HEALTH_DISK);
  b->web->dir = dir;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_new_site_is_healthy),
      support_site_test(a_damaged_database_is_noticed),
      support_site_test(a_folder_that_is_gone_cannot_be_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
