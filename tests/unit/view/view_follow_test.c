#include "view/view_follow.h"

#include "view_support.h"

static char *render(const struct view_follow_page *p) {
  struct templates *t = view_templates();
  struct buf out = {0};
  assert_err(view_follow_page(t, p, &out), OK);
  templates_free(t);
  return support_take(&out);
}

static void what_waits_can_be_confirmed(void **state) {
  (void)state;
  const struct view_follow items[] = {
      {.id = 7,
          .is_all = true,
          .waits = true,
          .where = {.url = "/tide/", .text = "Low <tide>"},
          .stop_label = "Stop email about Low <tide>"},
      {.id = 8, .where = {.text = "gone"}, .stop_label = "Stop email about gone"}};
  const struct view_follow_page p = {.layout = view_plain_layout(),
      .action = "/comment/follow/",
      .token = "3.abc",
      .items = items,
      .count = 2};
  char *page = render(&p);
  view_expect(page, "value=\"confirm\"");
  view_expect(page, "All comments on");
  view_expect(page, "Replies to your comment on");
  view_expect(page, "<a href=\"/tide/\"><bdi>Low &lt;tide&gt;</bdi></a>");
  view_expect(page, "<bdi>gone</bdi>");
  view_expect(page, "name=\"stop\" value=\"8\"");
  view_expect(page, "name=\"t\" value=\"3.abc\"");
  view_expect(page, "aria-label=\"Stop email about Low &lt;tide&gt;\"");
  view_refute(page, "value=\"accept\"");
  free(page);
}

static void without_any_there_is_nothing_to_stop(void **state) {
  (void)state;
  const struct view_follow_page p = {.layout = view_plain_layout(),
      .action = "/comment/follow/",
      .token = "3.abc",
      .done = "Done <it>."};
  char *page = render(&p);
  view_expect(page, "Done &lt;it&gt;.");
  view_expect(page, "You get no email about comments.");
  view_expect(page, "value=\"refuse\"");
  view_refute(page, "value=\"confirm\"");
  view_refute(page, "value=\"stop\"");
  free(page);
}

static void a_refusal_can_be_taken_back(void **state) {
  (void)state;
  const struct view_follow_page p = {.layout = view_plain_layout(),
      .action = "/comment/follow/",
      .token = "3.abc",
      .is_refused = true};
  char *page = render(&p);
  view_expect(page, "value=\"accept\"");
  view_refute(page, "value=\"refuse\"");
  view_refute(page, "You get no email about comments.");
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_waits_can_be_confirmed),
      cmocka_unit_test(without_any_there_is_nothing_to_stop),
      cmocka_unit_test(a_refusal_can_be_taken_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
