#include "cli/moderation/page.h"

#include <locale.h>

#include "fail_alloc.h"
#include "support.h"

static struct comment others[] = {{.status = COMMENT_SPAM, .source = "Buy\nnow"},
    {.status = COMMENT_HOLD, .source = ""}};

static const struct item full = {
    .comment = {.id = 12,
        .author = "Ada",
        .url = "https://ada.example/",
        .source = "One\nTwo",
        .status = COMMENT_HOLD},
    .title = "Low tide",
    .email = "ada@example.org",
    .verdict = {.rule = "links", .detail = "5", .score = 0.934, .words = "casino 99 %"},
    .parent_author = "Eve",
    .parent_text = "Earlier",
    .has_network = true,
    .others = {[COMMENT_SPAM] = 1, [COMMENT_HOLD] = 1},
    .newest = others,
    .newest_count = 2,
};

static const char *const lines[] = {"On: Low tide", "From: Ada",
    "Email: ada@example.org", "Website: https://ada.example/", NULL,
    "Reason: links: 5  Score: 93 % spam", "Words: casino 99 %",
    "Reply to: Eve: Earlier", "Network: 2 others: 1 held, 1 spam", "  spam: Buy now",
    "  held:", "", "One", "Two"};

static void a_page_has_all_fields(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct page page;
  (void)state;
  assert_err(page_make(a, &full, 80, 24, false, &page), OK);
  assert_int_equal(page.lines.count, sizeof lines / sizeof lines[0]);
  for (size_t i = 0; i < page.lines.count; i++)
    if (lines[i])
      assert_string_equal(page.lines.lines[i], lines[i]);
  assert_non_null(strstr(page.lines.lines[4], "ID: 12  Status: held"));
  assert_int_equal(page.strong, 2);
  arena_free(a);
}

static void on_a_small_screen_the_text_comes_first(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct page page;
  (void)state;
  assert_err(page_make(a, &full, 40, 12, false, &page), OK);
  assert_string_equal(page.lines.lines[4], "One");
  arena_free(a);
}

static void what_is_missing_has_no_line(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct page page;
  struct item item = {.comment = {.id = 1, .author = "A", .url = "", .source = "x"},
      .title = "T",
      .email = "",
      .verdict = {.rule = "", .detail = "", .score = -1}};
  (void)state;
  assert_err(page_make(a, &item, 80, 24, false, &page), OK);
  assert_int_equal(page.lines.count, 5);
  assert_string_equal(page.lines.lines[4], "x");
  arena_free(a);
}

static enum err make(void *context) {
  struct arena *a = arena_new(1 << 20);
  struct page page;
  (void)context;
  enum err e = a ? page_make(a, &full, 80, 24, false, &page) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_an_error(void **state) {
  (void)state;
  fail_alloc_each(make, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_page_has_all_fields),
      cmocka_unit_test(on_a_small_screen_the_text_comes_first),
      cmocka_unit_test(what_is_missing_has_no_line),
      cmocka_unit_test(failing_memory_is_an_error),
  };
  setlocale(LC_CTYPE, "C.UTF-8");
  return cmocka_run_group_tests(tests, NULL, NULL);
}
