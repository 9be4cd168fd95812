#include "cli/post.h"

#include "cli_support.h"

static int64_t add(struct blog *b, const char *slug, enum article_status status) {
  static const char *const categories[] = {"Harbour"};
  struct article_input a = support_article_input(slug);
  a.status = status;
  support_categories(&a, categories, 1);
  return support_save(b, &a);
}

static void a_list_is_filtered_by_status(void **state) {
  struct blog *b = *state;
  add(b, "one", ARTICLE_PUBLISH);
  add(b, "two", ARTICLE_DRAFT);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "list", "--field=slug", "--status=draft")),
      "two\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "list", "--field=slug", "--status=pending")),
      "two\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "list", "--format=count", "--status=any")),
      "2\n");
  assert_string_equal(cli_said(b, stdout, 0, CLI("post", "list", "--type=page")), "");
}

static void a_list_has_addresses_and_terms(void **state) {
  struct blog *b = *state;
  add(b, "one", ARTICLE_PUBLISH);
  add(b, "two", ARTICLE_DRAFT);
  assert_string_equal(
      cli_said(b, stdout, 0,
          CLI("post", "list", "--format=csv", "--fields=slug,url,categories")),
      "slug,url,categories\r\ntwo,,Harbour\r\n"
      "one,https://example.org/2026/01/one/,Harbour\r\n");
}

static void a_post_is_shown(void **state) {
  struct blog *b = *state;
  add(b, "one", ARTICLE_PUBLISH);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "get", "1", "--field=content")), "Words.\n");
  assert_non_null(strstr(cli_said(b, stdout, 0, CLI("post", "get", "1")),
      "url            https://example.org/2026/01/one/\n"));
}

static void a_post_that_does_not_exist_is_named(void **state) {
  cli_refused(*state, EX_NOINPUT, "post 99: not found", CLI("post", "get", "99"));
}

static void bad_values_are_refused(void **state) {
  static const char *const rows[][3] = {
      {"list", "--status=public", "unknown status \"public\": use publish, draft"},
      {"list", "--type=article", "unknown type \"article\": use post or page"},
      {"list", "--fields=id,name", "unknown field \"name\""},
      {"list", "--format=xml", "unknown format \"xml\""},
      {"get", "one", "not an ID: \"one\""},
      {"get", "0", "not an ID: \"0\""},
      {"get", "-1", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    cli_refused(*state, EX_USAGE, rows[i][2], CLI("post", rows[i][0], rows[i][1]));
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  add(b, "one", ARTICLE_PUBLISH);
  cli_survives_failing_memory(b, 0, CLI("post", "list"));
  cli_survives_failing_memory(
      b, 0, CLI("post", "list", "--fields=url,categories,tags", "--format=csv"));
  cli_survives_failing_memory(b, 0, CLI("post", "list", "--search=words"));
  cli_survives_failing_memory(b, 0, CLI("post", "get", "1"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_list_is_filtered_by_status),
      support_site_test(a_list_has_addresses_and_terms),
      support_site_test(a_post_is_shown),
      support_site_test(a_post_that_does_not_exist_is_named),
      support_site_test(bad_values_are_refused),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
