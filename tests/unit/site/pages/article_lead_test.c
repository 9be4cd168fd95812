#include "site/pages/article_lead.h"

#include "fail_alloc.h"
#include "support.h"

static const char body[] = "<h2>Steps</h2><p>There are <em>162</em> steps.</p>"
                           "<p>The guide says 160.</p>";

static const char *lead_of(struct arena *a, const char *excerpt, const char *html) {
  const char *lead = "unset";
  assert_err(article_lead_find(a, excerpt, html, &lead), OK);
  return lead;
}

static void what_the_author_wrote_is_a_lead(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  assert_string_equal(lead_of(a, "A climb.", body), "A climb.");
  assert_string_equal(lead_of(a, "There are 163 steps.", body), "There are 163 steps.");
  assert_string_equal(
      lead_of(a, "只有图片", "<img src=\"a.png\" alt=\"\">"), "只有图片");
  arena_free(a);
}

static void the_beginning_of_the_text_is_none(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  assert_null(lead_of(a, "", body));
  assert_null(lead_of(a, "…", body));
  assert_null(lead_of(a, "There are 162 steps.", body));
  assert_null(lead_of(a, "There are 162 steps. The guide…", body));
  assert_null(lead_of(a, "There are 162 steps. The guide says 160.", body));
  assert_null(lead_of(
      a, "灯塔有一百六十二级台阶…", "<p>灯塔有一百六十二级台阶，没有电梯。</p>"));
  arena_free(a);
}

static enum err lead_scenario(void *context) {
  struct arena *a = arena_new(1 << 20);
  const char *lead = NULL;
  (void)context;
  enum err e = a ? article_lead_find(a, "A climb.", body, &lead) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void reports_memory_failures(void **state) {
  (void)state;
  fail_alloc_each(lead_scenario, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_the_author_wrote_is_a_lead),
      cmocka_unit_test(the_beginning_of_the_text_is_none),
      cmocka_unit_test(reports_memory_failures),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
