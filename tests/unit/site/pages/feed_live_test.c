#include "site/pages/feed_live.h"

#include "page_support.h"
#include "support_live.h"

#define FEED "/2026/01/one/live/feed/"

static int64_t saved(struct blog *b) {
  struct article_input input = support_article_input("one");
  return support_save(b, &input);
}

static void a_live_post_has_feeds_of_its_updates(void **state) {
  struct blog *b = *state;
  int64_t id = saved(b);
  assert_err(page_error_at(b, FEED), ERR_NOT_FOUND);
  support_live(b, id, "High <water>", "First", SUPPORT_DATE);
  support_live(b, id, "", "Second & last", SUPPORT_DATE);
  const char *text = page_text(b, FEED "atom/");
  assert_has(text, "<title>one: live updates</title>");
  assert_has(text, "/?p=1#update-1</id>");
  assert_has(text, "/2026/01/one/#update-2\"/>");
  assert_has(text, "<title>High &lt;water&gt;</title>");
  assert_has(text, "<title>Second &amp; last</title>");
  assert_has(page_text(b, FEED), "<rss");
  assert_has(page_text(b, FEED "json/"), "jsonfeed.org");
  /* The feed of comments is another one. */
  assert_lacks(page_text(b, "/2026/01/one/feed/"), "update-1");
}

static void a_feed_without_updates_is_valid(void **state) {
  struct blog *b = *state;
  support_live_change(b, saved(b), (struct live_change){-1, -1, 0});
  assert_lacks(page_text(b, FEED "atom/"), "<entry");
  assert_lacks(page_text(b, FEED "atom/"), "<updated></updated>");
}

static void it_moves_and_goes_with_its_post(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  input.id = support_save(b, &input);
  support_live(b, input.id, "", "First", 0);
  input.slug = "two";
  support_save(b, &input);
  struct page p = page_at(b, FEED);
  assert_true(p.location && p.permanent);
  assert_string_equal(p.location, "/2026/01/two/live/feed/");
  char why[300];
  assert_err(publish_set_status(
                 b->site, b->arena, input.id, ARTICLE_DRAFT, NULL, why, sizeof why),
      OK);
  assert_err(page_error_at(b, "/2026/01/two/live/feed/"), ERR_GONE);
}

static void it_is_enumerated_and_evicted(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  int64_t id = saved(b);
  page_enumerated(b, "feed", &paths);
  assert_lacks(paths.text, "live");
  support_live(b, id, "", "First", 0);
  page_enumerated(b, "feed", &paths);
  assert_has(paths.text, FEED "json/\n");
  page_affected(
      b, "feed", (struct txn_invalidated){.kind = DEP_ARTICLE, .id = id}, &paths);
  assert_has(paths.text, FEED "atom/\n");
  page_affected(
      b, "feed", (struct txn_invalidated){.kind = DEP_COMMENTS, .id = id}, &paths);
  assert_lacks(paths.text, "live");
}

static void memory_may_fail(void **state) {
  support_live(*state, saved(*state), "", "Words", 0);
  page_survives_failing_memory(*state, FEED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_live_post_has_feeds_of_its_updates),
      support_site_test(a_feed_without_updates_is_valid),
      support_site_test(it_moves_and_goes_with_its_post),
      support_site_test(it_is_enumerated_and_evicted),
      support_site_test(memory_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
