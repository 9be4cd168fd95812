#include "db/postgres/postgres_listen.h"

#include <stdlib.h>

#include "base/clock.h"
#include "db/connection.h"
#include "db/web_machine.h"
#include "support_site.h"

static enum err evict(struct db *s, void *context) {
  static const struct web_eviction page = {WEB_EVICTION_PAGE, "/a/", 0, 0};
  (void)context;
  return web_eviction_add(s, 0, &page);
}

/* How long a wait took, milliseconds. */
static int64_t waited(struct blog *b, int timeout) {
  int64_t began = clock_monotonic();
  assert_false(web_machine_wait(b->web->db, -1, timeout));
  return (clock_monotonic() - began) / 1000;
}

static void another_connection_wakes(void **state) {
  struct blog *b = *state;
  /* The first wait only asks to be woken: something may have come before. */
  assert_true(waited(b, 5000) < 1000);
  assert_true(waited(b, 50) >= 45);
  assert_err(txn_write(b->site->db, evict, NULL), OK);
  assert_true(waited(b, 5000) < 1000);
  assert_true(waited(b, 50) >= 45);
  /* Neither a session that was lost nor SQLite returns at once again and again. */
  support_postgres_disconnect(b->database);
  waited(b, 10);
  assert_err(db_read_begin(b->web->db), OK);
  db_read_end(b->web->db);
  assert_true(waited(b, 5000) < 1000);
  assert_true(waited(b, 50) >= 45);
}

static void a_file_waits_for_the_time(void **state) {
  struct blog *b = *state;
  assert_true(waited(b, 30) >= 25);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_postgres_test(another_connection_wakes),
      support_sqlite_test(a_file_waits_for_the_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
