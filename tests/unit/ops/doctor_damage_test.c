#include "ops/doctor_damage.h"

#include <fcntl.h>
#include <unistd.h>

#include "db/connection.h"
#include "doctor_support.h"

static void a_database_without_damage(void **state) {
  struct blog *b = *state;
  assert_non_null(
      strstr(found(b, doctor_damage), "ok database: a quick check finds no"));
}

static void damaged_pages(void **state) {
  enum { PAGE = 4096, FIRST = 20, COUNT = 8 };
  struct blog *b = *state;
  char garbage[PAGE];
  memset(garbage, 0xa5, sizeof garbage);
  /* Past the log, so that the file itself is read. */
  support_number(b, "PRAGMA wal_checkpoint(TRUNCATE)");
  int fd = open(arena_printf(b->arena, "%s/pamphlet.db", b->site->dir), O_WRONLY);
  for (int i = 0; i < COUNT; i++)
    assert_int_equal(pwrite(fd, garbage, PAGE, PAGE * (FIRST + i)), PAGE);
  close(fd);
  sqlite3_db_release_memory(b->site->db->handle);
  const char *said = found(b, doctor_damage);
  if (!strstr(said, "error database: the file is damaged: ") ||
      !strstr(said, "pamphlet restore FILE") || !strstr(said, "pamphlet check"))
    fail_msg("%s", said);
  assert_null(strstr(said, "***"));
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&findings);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_database_without_damage), support_site_test(damaged_pages)};
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
