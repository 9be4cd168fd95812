#include "site/pages/article_live.h"

#include "page_support.h"
#include "support_live.h"

#define PAGE "/2026/01/one/"

static int64_t saved(struct blog *b) {
  struct article_input input = support_article_input("one");
  return support_save(b, &input);
}

static void updates_have_anchors_in_their_order(void **state) {
  struct blog *b = *state;
  int64_t id = saved(b);
  support_live(b, id, "High water", "First", SUPPORT_DATE);
  support_live(b, id, "", "Second", SUPPORT_DATE + 60000000);
  const char *text = page_text(b, PAGE);
  const char *one = strstr(text, "id=\"update-1\""),
             *two = strstr(text, "id=\"update-2\"");
  assert_true(one && two && two < one);
  assert_has(text, "<bdi>High water</bdi>");
  assert_has(text, "<a class=\"when\" href=\"#update-2\"");
  /* The day is said once. */
  assert_has(text, ">1 January 2026, 12:01</time></a></h3>");
  assert_has(text, ">12:00</time></a> <bdi>High water</bdi></h3>");
  assert_has(text, "Last update <a href=\"#update-2\">");
  support_live_change(b, id, (struct live_change){0, -1, 0});
  text = page_text(b, PAGE);
  assert_true(strstr(text, "id=\"update-1\"") < strstr(text, "id=\"update-2\""));
}

/* As when its author gives it that type. */
static void a_page_is_not_live(void **state) {
  struct blog *b = *state;
  int64_t id = saved(b);
  support_live(b, id, "", "First", SUPPORT_DATE);
  assert_has(page_text(b, PAGE), "id=\"update-1\"");
  support_number(b, "UPDATE article SET type = 'page' RETURNING 1");
  const char *text = page_text(b, PAGE);
  assert_lacks(text, "update-1");
  assert_lacks(text, "LiveBlogPosting");
  assert_lacks(text, "live/feed/");
}

static void a_page_says_whether_it_goes_on(void **state) {
  struct blog *b = *state;
  int64_t id = saved(b);
  assert_lacks(page_text(b, PAGE), "live-heading");
  support_live_change(b, id, (struct live_change){-1, 90, 0});
  const char *text = page_text(b, PAGE);
  assert_has(text, "<span class=\"pinned\">Live</span>");
  assert_has(text, "<meta http-equiv=\"refresh\" content=\"90\">");
  assert_has(page_text(b, "/"), "<span class=\"pinned\">Live</span>");
  support_live_change(b, id, (struct live_change){-1, -1, 1});
  text = page_text(b, PAGE);
  assert_has(text, "<span>Ended</span>");
  assert_lacks(text, "http-equiv");
  assert_lacks(text, "<span class=\"pinned\">Live</span>");
  assert_lacks(page_text(b, "/"), "<span class=\"pinned\">Live</span>");
}

/* A form that is shown again has the reader's text in it. */
static void a_page_for_one_reader_is_not_loaded_again(void **state) {
  struct blog *b = *state;
  int64_t id = saved(b), comment = support_comment(b, id, 0, COMMENT_APPROVE);
  struct buf out = {0};
  struct page p = {0};
  support_live_change(b, id, (struct live_change){-1, 90, 0});
  const struct page_request r = {
      .raw_path = PAGE, .path = PAGE, .reply_to = comment, .now = SUPPORT_DATE};
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  assert_err(page_render(b->web, b->arena, &p, &out), OK);
  assert_lacks(buf_text(&out), "http-equiv");
  buf_free(&out);
}

static void only_a_later_edit_is_shown(void **state) {
  struct blog *b = *state;
  char why[LIVE_WRITE_WHY];
  int64_t id = saved(b);
  struct live_update u = {.number = 1, .title = "Corrected"};
  support_live(b, id, "", "Now", 0);
  assert_err(live_write_edit(b->site, b->arena, id, &u, NULL, why), OK);
  assert_lacks(page_text(b, PAGE), "dir=\"ltr\">Updated <time");
  support_live(b, id, "", "Then", SUPPORT_DATE);
  u.number = 2;
  assert_err(live_write_edit(b->site, b->arena, id, &u, NULL, why), OK);
  assert_has(page_text(b, PAGE), "dir=\"ltr\">Updated <time");
}

static void a_text_has_a_beginning(void **state) {
  struct blog *b = *state;
  const char *text;
  struct live_update u = {.html = "<p>One two three</p>"};
  assert_err(article_live_text(b->arena, &u, 8, &text), OK);
  assert_string_equal(text, "One two…");
  u.html = "<p><img src=\"/a.png\" alt=\"\"></p>";
  assert_err(article_live_text(b->arena, &u, 8, &text), OK);
  assert_string_equal(text, "");
}

static void memory_may_fail(void **state) {
  support_live(*state, saved(*state), "T", "Words", 0);
  page_survives_failing_memory(*state, PAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(updates_have_anchors_in_their_order),
      support_site_test(a_page_is_not_live),
      support_site_test(a_page_says_whether_it_goes_on),
      support_site_test(a_page_for_one_reader_is_not_loaded_again),
      support_site_test(only_a_later_edit_is_shown),
      support_site_test(a_text_has_a_beginning),
      support_site_test(memory_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
