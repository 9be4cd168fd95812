#include "cli/cache.h"

#include "cli_support.h"

static void without_a_cache_each_verb_says_so(void **state) {
  struct blog *b = *state;
  assert_non_null(
      strstr(cli_said(b, stdout, 0, CLI("cache", "status")), "cache          off\n"));
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("cache", "flush")), "There is no page cache.\n");
  cli_refused(b, EX_NOINPUT, "there is no page cache: start pamphlet.fcgi",
      CLI("cache", "warm"));
}

/* What could be cached is counted, whether it is cached or not. */
static void pages_are_counted(void **state) {
  struct blog *b = *state;
  struct article_input a = support_article_input("one");
  support_save(b, &a);
  const char *text = cli_said(b, stdout, 0, CLI("cache", "status", "--format=json"));
  assert_null(strstr(text, "\"pages\": 0,"));
  assert_non_null(strstr(text, "\"cached\": 0,"));
}

static void an_unknown_format_is_refused(void **state) {
  cli_refused(
      *state, EX_USAGE, "unknown format", CLI("cache", "status", "--format=ids"));
}

static void a_bad_template_stops_warming(void **state) {
  struct blog *b = *state;
  support_write(b->site->dir, "templates/foot.html", "{{#A}}\n");
  cli_refused(b, EX_CONFIG, "foot.html", CLI("cache", "warm"));
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input a = support_article_input("one");
  support_save(b, &a);
  cli_survives_failing_memory(b, 0, CLI("cache", "status"));
  cli_survives_failing_memory(b, 0, CLI("cache", "flush"));
  cli_survives_failing_memory(b, EX_NOINPUT, CLI("cache", "warm"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(without_a_cache_each_verb_says_so),
      support_site_test(pages_are_counted),
      support_site_test(an_unknown_format_is_refused),
      support_site_test(a_bad_template_stops_warming),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
