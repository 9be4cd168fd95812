#include "site/comments/follow_link.h"

#include "base/clock.h"
#include "support_site.h"

#include <string.h>

static const char *token_of(const char *url) {
  return strstr(url, "?t=") + 3;
}

static void a_link_names_a_follower_by_number(void **state) {
  struct blog *b = *state;
  const int64_t now = SUPPORT_DATE;
  int64_t id = 0;
  const char *url = follow_link_page(b->site, b->arena, 12, now);
  assert_non_null(strstr(url, b->site->settings.base_url));
  assert_non_null(strstr(url, "/comment/follow/?t=12."));
  assert_err(follow_link_check(b->web, token_of(url), now, &id), OK);
  assert_int_equal(id, 12);
  id = 0;
  assert_err(follow_link_check(b->web, token_of(url), now + 399 * CLOCK_DAY, &id), OK);
  assert_err(
      follow_link_check(b->web, token_of(url), now + 401 * CLOCK_DAY, &id), ERR_GONE);
  assert_int_equal(id, 12);
}

/* A program that follows the unsubscribe link must not get at the rest. */
static void the_two_kinds_of_links_differ(void **state) {
  struct blog *b = *state;
  const int64_t now = SUPPORT_DATE;
  int64_t id = 0;
  const char *page = follow_link_page(b->site, b->arena, 12, now);
  const char *stop = follow_link_stop(b->site, b->arena, 12, now);
  assert_non_null(strstr(stop, "/comment/follow/stop/?t=12."));
  assert_err(follow_link_check_stop(b->web, token_of(stop), now, &id), OK);
  assert_int_equal(id, 12);
  id = 0;
  assert_err(follow_link_check(b->web, token_of(stop), now, &id), ERR_NOT_FOUND);
  assert_err(follow_link_check_stop(b->web, token_of(page), now, &id), ERR_NOT_FOUND);
  assert_err(follow_link_check(b->web, NULL, now, &id), ERR_NOT_FOUND);
  assert_err(follow_link_check(b->web, "12", now, &id), ERR_NOT_FOUND);
  assert_int_equal(id, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_link_names_a_follower_by_number),
      support_site_test(the_two_kinds_of_links_differ),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
