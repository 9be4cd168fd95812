#include "view/view_moderate.h"

#include "view_support.h"

static char *render(const struct view_moderate *p) {
  struct templates *t = view_templates();
  struct buf out = {0};
  assert_err(view_moderate(t, p, &out), OK);
  templates_free(t);
  return support_take(&out);
}

static void test_everything_is_escaped(void **state) {
  (void)state;
  const struct view_choice choices[] = {
      {"approve", HOSTILE, true}, {"spam", "Spam", false}};
  const struct view_moderate p = {.layout = view_plain_layout(),
      .heading = HOSTILE,
      .note = HOSTILE,
      .link = "12.3.abc",
      .from = "hold",
      .undo = "approve",
      .undo_reply = HOSTILE,
      .author = HOSTILE,
      .author_url = "javascript:alert(1)",
      .article = HOSTILE,
      .article_url = "/2026/11/low-tide/",
      .parent = HOSTILE,
      .written = {"2026-11-30T00:00:00Z", "today"},
      .body_html = "<p>Hello</p>",
      .status = HOSTILE,
      .reason = HOSTILE,
      .score = HOSTILE,
      .choices = choices,
      .choice_count = 2,
      .replies = true,
      .reply = "\n</textarea>" HOSTILE,
      .reply_fault = HOSTILE};
  char *page = render(&p);
  view_refute(page, "<script>alert");
  view_refute(page, "href=\"javascript:");
  view_expect(page, "<p>Hello</p>");
  view_expect(page, "name=\"do\" value=\"approve\" autofocus>");
  view_expect(page, "name=\"do\" value=\"spam\" class=\"other\">Spam</button>");
  assert_int_equal(view_count(page, "name=\"t\" value=\"12.3.abc\""), 3);
  assert_int_equal(view_count(page, "name=\"from\" value=\"hold\""), 3);
  view_expect(page, "name=\"do\" value=\"undo\"");
  free(page);
}

static void test_a_dead_link_has_no_forms(void **state) {
  (void)state;
  const struct view_moderate p = {
      .layout = view_plain_layout(), .heading = "Expired", .note = "It was old."};
  char *page = render(&p);
  view_expect(page, "<h1>Expired</h1>");
  view_expect(page, "It was old.");
  view_refute(page, "action=\"/comment/moderate/\"");
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_everything_is_escaped),
      cmocka_unit_test(test_a_dead_link_has_no_forms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
