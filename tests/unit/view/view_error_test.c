#include "view/view_error.h"

#include "view_support.h"

static char *render(const struct view_error_page *p) {
  struct templates *t = view_templates();
  struct buf out = {0};
  assert_err(view_error_page(t, p, &out), OK);
  templates_free(t);
  return support_take(&out);
}

static void test_a_plain_error(void **state) {
  (void)state;
  struct view_error_page p = {.layout = view_plain_layout(),
      .status = 404,
      .heading = "No such page",
      .message = "Perhaps <never>."};
  p.layout.noindex = true;
  char *page = render(&p);
  view_expect(page, "<h1>No such page</h1>");
  view_expect(page, "404");
  view_expect(page, "<p dir=\"auto\">Perhaps &lt;never&gt;.</p>");
  view_expect(page, "<meta name=\"robots\" content=\"noindex\">");
  view_refute(page, "rel=\"canonical\"");
  view_refute(page, "<textarea");
  view_refute(page, "<code>");
  view_refute(page, "<nav");
  free(page);
}

static void test_a_comment_is_not_lost(void **state) {
  (void)state;
  const struct view_error_page p = {.layout = view_plain_layout(),
      .status = 503,
      .heading = "Soon",
      .message = "Later.",
      .incident = "4f<1",
      .kept_comment = "\nMy  words\n\n</textarea>"};
  char *page = render(&p);
  view_expect(page, "<code>4f&lt;1</code>");
  view_expect(page, "<label for=\"kept\">");
  view_expect(page, ">\n\nMy  words\n\n&lt;/textarea&gt;</textarea>");
  free(page);
}

static void test_suggestions_are_shown(void **state) {
  (void)state;
  const struct view_link links[] = {
      {.url = "/2026/11/low-tide/", .text = "Low <tide>"}, {.url = "/b/", .text = "B"}};
  struct view_error_page p = {.layout = view_plain_layout(),
      .status = 404,
      .heading = "No such page",
      .message = "Perhaps.",
      .query = "low \"tdie",
      .suggestions = {links, 2}};
  p.layout.has_search = true;
  char *page = render(&p);
  view_expect(page, "<h2>Were you looking for one of these?</h2>");
  view_expect(page,
      "<li><a href=\"/2026/11/low-tide/\"><bdi>Low &lt;tide&gt;</bdi></a></li>\n"
      "<li><a href=\"/b/\">");
  view_expect(page, "name=\"s\" value=\"low &quot;tdie\"");
  free(page);
  p.suggestions.count = 0;
  p.query = NULL;
  page = render(&p);
  view_refute(page, "looking for");
  view_expect(page, "name=\"s\" value=\"\"");
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_plain_error),
      cmocka_unit_test(test_a_comment_is_not_lost),
      cmocka_unit_test(test_suggestions_are_shown)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
