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

/* The form has the text, which is not shown a second time. */
static void test_a_comment_can_be_sent_again(void **state) {
  (void)state;
  const struct view_form form = {.action = "/comment/#respond",
      .article_id = 7,
      .comment = "\nMy  <words>",
      .author = "Ada",
      .form_error = "Too many"};
  const struct view_error_page p = {.layout = view_plain_layout(),
      .status = 503,
      .heading = "Soon",
      .message = "Later.",
      .kept_comment = form.comment,
      .form = &form};
  char *page = render(&p);
  view_expect(page, "name=\"comment_post_ID\" value=\"7\"");
  view_expect(page, ">\n\nMy  &lt;words&gt;</textarea>");
  view_expect(page, "value=\"Ada\"");
  view_expect(page, "Too many");
  view_refute(page, "id=\"kept\"");
  free(page);
}

static void test_another_form_can_be_sent_again(void **state) {
  (void)state;
  const struct view_again_field fields[] = {{"t", "1.2.\"3\""}, {"do", "save"}};
  const struct view_error_page p = {.layout = view_plain_layout(),
      .status = 503,
      .heading = "Soon",
      .message = "Later.",
      .kept_comment = "My words",
      .again = {"/comment/edit/", fields, 2}};
  char *page = render(&p);
  view_expect(page, "action=\"/comment/edit/\" method=\"post\"");
  view_expect(page, "<input type=\"hidden\" name=\"t\" value=\"1.2.&quot;3&quot;\">");
  view_expect(page, "<input type=\"hidden\" name=\"do\" value=\"save\">");
  view_expect(page, "<button type=\"submit\">Send again</button>");
  view_expect(page, "id=\"kept\"");
  view_refute(page, "id=\"commentform\"");
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
      cmocka_unit_test(test_a_comment_can_be_sent_again),
      cmocka_unit_test(test_another_form_can_be_sent_again),
      cmocka_unit_test(test_suggestions_are_shown)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
