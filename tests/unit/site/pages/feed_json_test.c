#include "site/pages/feed_json.h"

#include "page_support.h"

static void an_item_has_content_or_text(void **state) {
  struct buf out = {0};
  struct view_entry entries[] = {{.id = "1",
                                     .url = "u",
                                     .title = "t",
                                     .author = "a",
                                     .published_iso = "p",
                                     .updated_iso = "d",
                                     .content_html = "<p>x</p>"},
      {.id = "2",
          .url = "u",
          .title = "t",
          .author = "a",
          .published_iso = "p",
          .updated_iso = "d"}};
  const struct view_feed f = {.title = "T",
      .lang = "en",
      .url = "u",
      .home_url = "h",
      .entries = entries,
      .entry_count = 2};
  (void)state;
  assert_err(feed_json(&f, &out), OK);
  assert_has(buf_text(&out), "\"content_html\":\"<p>x</p>\"");
  assert_has(buf_text(&out), "\"content_text\":\"\"");
  assert_lacks(buf_text(&out), "\"tags\"");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_item_has_content_or_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
