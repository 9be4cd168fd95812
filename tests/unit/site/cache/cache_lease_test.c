#include "site/cache/cache_lease.h"

#include "base/clock.h"
#include "db/statement.h"
#include "lease_support.h"
#include "pagecache/pagecache.h"
#include "pagecache/pagecache_lease.h"

/* A machine that does not answer is waited for as long as its lease may last, and then
 * no more. */
static void others_are_waited_for(void **state) {
  struct blog *b = *state;
  struct pagecache_usage usage;
  support_run(b, "INSERT INTO web_machine VALUES ('theirs', '', '', 0, 1, 0)");
  int64_t began = clock_boot();
  struct article_input two = support_article_input("two");
  support_save(b, &two);
  int64_t took = clock_boot() - began;
  assert_true(took >= CACHE_LEASE && took < CACHE_LEASE + 2 * CLOCK_SECOND);
  assert_true(support_number(b, "SELECT count(*) FROM eviction"
                                " WHERE machine <> 'theirs'") > 0);
  assert_int_equal(support_number(b, "SELECT is_live FROM web_machine"
                                     " WHERE name = 'theirs'"),
      0);
  pagecache_read_usage(scheduler->pagecache, &usage);
  assert_int_equal(usage.waits, 1);
  assert_int_equal(usage.expired, 1);
  began = clock_boot();
  struct article_input three = support_article_input("three");
  support_save(b, &three);
  assert_true(clock_boot() - began < CACHE_LEASE / 2);
}

static void a_blog_in_a_file_needs_no_lease(void **state) {
  struct blog *b = *state;
  assert_true(make(b) && is_stored());
  assert_true(cache_lease_is_valid(b->web));
  assert_int_equal(pagecache_lease(b->web->pagecache), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM web_machine"), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(others_are_waited_for, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_blog_in_a_file_needs_no_lease, set_up_in_file, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
