#include "db/connection.h"
#include "db/sqlite/sqlite_statement.h"

#include <fcntl.h>

#include "db/db.h"
#include "fail_alloc.h"
#include "support.h"

/* Descriptor 0 is open in every program: closing it would let the next file take it. */
static void closing_a_new_connection_closes_no_descriptor(void **state) {
  (void)state;
  struct db *s = connection_new(ROLE_WEB, &sqlite_engine);
  if (fcntl(0, F_GETFD) == -1)
    assert_int_equal(open("/dev/null", O_RDONLY), 0);
  assert_non_null(s);
  assert_int_equal(s->role, ROLE_WEB);
  assert_int_equal(s->search_divisor, 1);
  db_close(s);
  assert_int_not_equal(fcntl(0, F_GETFD), -1);
}

static enum err open_one(void *context) {
  (void)context;
  struct db *s = connection_new(ROLE_COMMAND, &sqlite_engine);
  db_close(s);
  return s ? OK : ERR_NOMEM;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(open_one, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(closing_a_new_connection_closes_no_descriptor),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
