#include "view/view_archives.h"

#include "view_support.h"

static char *render(const struct view_archives_page *p) {
  struct templates *t = view_templates();
  struct buf out = {0};
  assert_err(view_archives_page(t, p, &out), OK);
  templates_free(t);
  return support_take(&out);
}

static void everything_is_escaped(void **state) {
  const struct view_archives_year years[] = {{"2026", "/archives/", "2 articles", true},
      {"2025", "/archives/2025/", "1 article", false}};
  const struct view_archives_entry entries[] = {
      {{"2026-11-02", "2 November 2026"}, "/a/", HOSTILE}};
  const struct view_archives_month months[] = {
      {"November 2026", "/2026/11/", "1 article", entries, 1},
      {"March 2026", "/2026/03/", "900 articles", NULL, 0}};
  struct view_archives_page p = {.layout = view_plain_layout(),
      .heading = "Archives",
      .years = years,
      .year_count = 2,
      .year = "2026",
      .year_url = "/2026/",
      .year_note = "2 articles",
      .months = months,
      .month_count = 2};
  (void)state;
  char *page = render(&p);
  view_refute(page, "<script>alert");
  view_expect(page, "<a href=\"/archives/\" aria-current=\"page\">2026</a>");
  view_expect(page, "<a href=\"/archives/2025/\">2025</a>");
  view_expect(page, "<a href=\"/2026/03/\">March 2026</a> <small>900 articles</small>");
  assert_int_equal(view_count(page, "<time "), 1);
  free(page);
  p.year_count = 1;
  page = render(&p);
  view_refute(page, "class=\"years\"");
  free(page);
}

static void an_empty_blog_has_a_sentence(void **state) {
  const struct view_archives_page p = {
      .layout = view_plain_layout(), .heading = "Archives", .empty = "Nothing yet."};
  (void)state;
  char *page = render(&p);
  view_expect(page, "<p class=\"empty\">Nothing yet.</p>");
  view_refute(page, "class=\"archives\"");
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(everything_is_escaped),
      cmocka_unit_test(an_empty_blog_has_a_sentence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
