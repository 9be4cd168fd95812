#include "site/publish/correct_input.h"

#include "base/clock.h"
#include "db/model/correction.h"
#include "site/publish/correct.h"
#include "support_site.h"

/* What an article has, as "note:changes:in_file|". */
static const char *all(struct blog *b, int64_t id) {
  static char text[1000];
  struct correction *list;
  size_t count = 0, n = 0;
  assert_err(correction_of_article(b->web->db, b->arena, id, &list, &count), OK);
  *text = '\0';
  for (size_t i = 0; i < count; i++)
    n += (size_t)snprintf(text + n, sizeof text - n, "%s:%s:%d|", list[i].note,
        list[i].changes, list[i].in_file);
  return text;
}

static struct article_input with(struct article_correction *list, size_t count) {
  struct article_input d = support_article_input("tide");
  d.corrections = list;
  d.correction_count = count;
  d.line.corrections = 3;
  return d;
}

static void a_file_adds_and_removes_its_own(void **state) {
  struct blog *b = *state;
  char why[200];
  struct article_correction list[] = {
      {.at = SUPPORT_DATE + CLOCK_DAY, .note = "one", .changes = "<ins>x</ins>\n"},
      {.at = SUPPORT_DATE + 2 * CLOCK_DAY, .note = "two"}};
  struct article_input d = with(list, 2);
  d.corrections_in_file = true;
  d.id = support_save(b, &d);
  assert_string_equal(all(b, d.id), "one:<ins>x</ins>\n:1|two::1|");
  assert_int_equal(support_article(b, d.id).updated_at, list[1].at);
  const struct correct_order order = {.article = d.id, .note = "by command"};
  assert_err(correct_add(b->site, b->arena, &order, why, sizeof why), OK);
  /* Without its changes, they stay as they are. */
  list[0].changes = NULL;
  d.correction_count = 1;
  support_save(b, &d);
  assert_string_equal(all(b, d.id), "one:<ins>x</ins>\n:1|by command::0|");
  list[0].changes = "";
  support_save(b, &d);
  assert_string_equal(all(b, d.id), "one::1|by command::0|");
  /* A file that does not have the key says nothing about them. */
  d.line.corrections = 0;
  d.correction_count = 0;
  support_save(b, &d);
  assert_string_equal(all(b, d.id), "one::1|by command::0|");
}

static void what_is_in_the_future_is_no_update(void **state) {
  struct article_correction list[] = {
      {.at = SUPPORT_DATE, .note = "one"}, {.at = INT64_MAX, .note = "two"}};
  struct article_input d = with(list, 2);
  (void)state;
  assert_int_equal(correct_input_newest(&d), SUPPORT_DATE);
  d.correction_count = 0;
  assert_int_equal(correct_input_newest(&d), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_file_adds_and_removes_its_own),
      cmocka_unit_test(what_is_in_the_future_is_no_update),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
