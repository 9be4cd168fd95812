#include "view/view_own_comment.h"

#include "view_support.h"

static char *render(const struct view_own_comment *p) {
  struct templates *t = view_templates();
  struct buf out = {0};
  assert_err(view_own_comment(t, p, &out), OK);
  templates_free(t);
  return support_take(&out);
}

static void test_the_form_is_escaped(void **state) {
  (void)state;
  const struct view_own_form form = {.until = "Until then.",
      .rev = "12",
      .comment = "\n</textarea>" HOSTILE,
      .author = HOSTILE,
      .url = HOSTILE,
      .comment_error = HOSTILE,
      .author_error = HOSTILE,
      .url_error = HOSTILE,
      .form_error = HOSTILE};
  const struct view_own_comment p = {.layout = view_plain_layout(),
      .heading = HOSTILE,
      .token = HOSTILE,
      .form = &form,
      .back_url = "/a/#comment-1",
      .back_text = HOSTILE};
  char *page = render(&p);
  view_refute(page, "<script>alert");
  view_refute(page, "</textarea>\"");
  view_expect(page, "name=\"rev\" value=\"12\"");
  view_expect(page, "<a href=\"#author\">");
  view_expect(page, "href=\"/a/#comment-1\"");
  assert_int_equal(view_count(page, "aria-invalid=\"true\""), 3);
  view_refute(page, "value=\"withdraw\"");
  free(page);
}

static void test_other_states(void **state) {
  (void)state;
  const struct view_own_comment p = {.layout = view_plain_layout(),
      .heading = "Withdraw?",
      .token = "1.2.x",
      .withdraw_html = "<p>Hello</p>",
      .kept = "</textarea>" HOSTILE};
  char *page = render(&p);
  view_expect(page, "<p>Hello</p>");
  view_expect(page, "name=\"do\" value=\"withdraw\"");
  view_expect(page, "readonly>\n&lt;/textarea&gt;");
  view_refute(page, "value=\"save\"");
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_form_is_escaped),
      cmocka_unit_test(test_other_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
