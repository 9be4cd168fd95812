#include "site/comments/comment_form.h"

#include "support_site.h"

static void the_form_keeps_all_text_and_names_each_fault(void **state) {
  struct blog *b = *state;
  const struct comment_outcome outcome = {
      .article = {.id = 7},
      .comment = "",
      .author = "Ada",
      .email = "nonsense",
      .url = "",
      .reply_to = "Bob",
      .parent_id = 3,
      .faults = {.comment = COMMENT_FAULT_TEXT_MISSING,
          .email = COMMENT_FAULT_EMAIL_MALFORMED,
          .whole = COMMENT_FAULT_TOO_QUICK},
      .retry_after = 9,
  };
  struct view_form form;
  comment_form_fill(b->web, b->arena, &outcome, &form);
  assert_int_equal(form.article_id, 7);
  assert_int_equal(form.parent_id, 3);
  assert_string_equal(form.reply_to, "Bob");
  assert_string_equal(form.author, "Ada");
  assert_string_equal(form.email, "nonsense");
  assert_non_null(form.comment_error);
  assert_non_null(form.email_error);
  assert_non_null(strstr(form.form_error, "9 seconds"));
  assert_null(form.author_error);
  assert_null(form.url_error);
  assert_null(form.preview);
}

/* A name that could not be posted is not shown either. */
static void a_preview_has_a_name_if_that_is_one(void **state) {
  struct blog *b = *state;
  struct comment_outcome outcome = {
      .comment = "x", .author = "Ada", .email = "", .url = "", .preview = "<p>x</p>"};
  struct view_form form;
  comment_form_fill(b->web, b->arena, &outcome, &form);
  assert_string_equal(form.preview, "<p>x</p>");
  assert_string_equal(form.preview_author, "Ada");
  outcome.author = "\u202eAda";
  comment_form_fill(b->web, b->arena, &outcome, &form);
  assert_null(form.preview_author);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_form_keeps_all_text_and_names_each_fault),
      support_site_test(a_preview_has_a_name_if_that_is_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
