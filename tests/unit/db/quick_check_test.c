#include "db/quick_check.h"

#include <fcntl.h>
#include <unistd.h>

#include "db/connection.h"
#include "support_site.h"

static enum err count(void *context, const char *finding) {
  int *found = context;
  assert_true(*finding);
  ++*found;
  return OK;
}

static enum err stop(void *context, const char *finding) {
  count(context, finding);
  return ERR_INVALID;
}

static void a_good_file(void **state) {
  struct blog *b = *state;
  int found = 0;
  bool complete = false;
  assert_err(quick_check(b->site->db, 60000000, count, &found, &complete), OK);
  assert_true(complete);
  assert_int_equal(found, 0);
}

static void a_check_that_takes_too_long(void **state) {
  struct blog *b = *state;
  int found = 0;
  bool complete = true;
  assert_err(quick_check(b->site->db, 1, count, &found, &complete), OK);
  assert_false(complete);
  /* The next one is not interrupted. */
  assert_err(quick_check(b->site->db, 60000000, count, &found, &complete), OK);
  assert_true(complete);
  assert_int_equal(found, 0);
}

/* Overwrites pages in the middle of the file, past the log and SQLite's cache. */
static void spoil(struct blog *b) {
  enum { PAGE = 4096, FIRST = 20, COUNT = 8 };
  char garbage[PAGE];
  memset(garbage, 0xa5, sizeof garbage);
  support_number(b, "PRAGMA wal_checkpoint(TRUNCATE)");
  int fd = open(arena_printf(b->arena, "%s/pamphlet.db", b->site->dir), O_WRONLY);
  for (int i = 0; i < COUNT; i++)
    assert_int_equal(pwrite(fd, garbage, PAGE, PAGE * (FIRST + i)), PAGE);
  close(fd);
  sqlite3_db_release_memory(b->site->db->handle);
}

static void damage(void **state) {
  struct blog *b = *state;
  int found = 0;
  bool complete = false;
  spoil(b);
  /* What was found before the check came to a page that it cannot read counts too. */
  assert_err(quick_check(b->site->db, 60000000, count, &found, &complete), ERR_DAMAGED);
  assert_true(found > 0);
  assert_err(quick_check(b->site->db, 60000000, stop, &found, &complete), ERR_INVALID);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_sqlite_test(a_good_file),
      support_sqlite_test(a_check_that_takes_too_long), support_sqlite_test(damage)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
