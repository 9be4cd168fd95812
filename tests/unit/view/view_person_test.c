#include "view/view_person.h"

#include "view_support.h"

static char *render(enum view_person_stage stage, const char *token, const char *done,
    const char *fault) {
  struct templates *t = view_templates();
  struct buf out = {0};
  const struct view_person_page p = {.layout = view_plain_layout(),
      .stage = stage,
      .action = "/comment/privacy/",
      .token = token,
      .done = done,
      .fault = fault};
  assert_err(view_person_page(t, &p, &out), OK);
  templates_free(t);
  return support_take(&out);
}

static void the_form_asks_for_an_address(void **state) {
  (void)state;
  char *page = render(VIEW_PERSON_ASK, NULL, NULL, "Not <valid>.");
  view_expect(page, "name=\"email\"");
  view_expect(page, "Not &lt;valid&gt;.");
  view_expect(page, "value=\"erase\"");
  view_refute(page, "name=\"t\"");
  view_refute(page, "value=\"delete\"");
  free(page);
}

static void a_link_has_its_buttons(void **state) {
  (void)state;
  char *page = render(VIEW_PERSON_COPY, "3.abc", NULL, NULL);
  view_expect(page, "name=\"t\" value=\"3.abc\"");
  view_expect(page, "name=\"do\" value=\"copy\"");
  view_refute(page, "value=\"delete\"");
  free(page);
  page = render(VIEW_PERSON_ERASE, "3.abc", NULL, NULL);
  view_expect(page, "name=\"do\" value=\"delete\"");
  view_expect(page, "name=\"do\" value=\"anonymise\"");
  view_refute(page, "value=\"copy\"");
  free(page);
}

static void what_was_done_has_no_form(void **state) {
  (void)state;
  char *page = render(VIEW_PERSON_DONE, NULL, "Done <it>.", NULL);
  view_expect(page, "Done &lt;it&gt;.");
  view_refute(page, "/comment/privacy/");
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_form_asks_for_an_address),
      cmocka_unit_test(a_link_has_its_buttons),
      cmocka_unit_test(what_was_done_has_no_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
