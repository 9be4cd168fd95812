#include "site/core/feed_id.h"

#include "db/model/feed_base.h"
#include "site/site_open.h"
#include "support_site.h"

static const char *fixed(struct blog *b) {
  const char *base = NULL;
  assert_err(feed_base_read(b->site->db, b->arena, &base), OK);
  return base;
}

static void ids_keep_the_first_address(void **state) {
  struct blog *b = *state;
  struct site *scheduler = support_scheduler(b);
  assert_string_equal(fixed(b), "https://example.org");
  b->site->settings.base_url = "https://other.example";
  assert_err(feed_id_open(b->site, true), OK);
  assert_string_equal(
      feed_id_of_article(b->site, b->arena, 9), "https://example.org/?p=9");
  assert_string_equal(feed_id_of_feed(b->site, b->arena, "/feed/atom/"),
      "https://example.org/feed/atom/");
  site_close(scheduler);
}

static void an_address_of_this_machine_is_not_kept(void **state) {
  static const char *const local[] = {
      "http://127.0.0.1:8080", "http://localhost", "http://[::1]"};
  struct blog *b = *state;
  for (size_t i = 0; i < sizeof local / sizeof local[0]; i++) {
    b->site->settings.base_url = local[i];
    assert_err(feed_id_open(b->site, true), OK);
    assert_string_equal(b->site->feed_base, local[i]);
    assert_string_equal(fixed(b), "");
  }
  b->site->settings.base_url = "https://localhost.example";
  assert_err(feed_id_open(b->site, false), OK);
  assert_string_equal(fixed(b), "");
  assert_err(feed_id_open(b->site, true), OK);
  assert_string_equal(fixed(b), "https://localhost.example");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(ids_keep_the_first_address),
      support_site_test(an_address_of_this_machine_is_not_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
