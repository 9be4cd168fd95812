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

static void a_list_is_filtered_by_terms(void **state) {
  static const char *const categories[] = {"Harbour/Boats"};
  static const char *const tags[] = {"Low tide"};
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  one.author = "Ada Lovelace";
  support_categories(&one, categories, 1);
  support_tags(&one, tags, 1);
  support_save(b, &one);
  add(b, "two", ARTICLE_DRAFT);
  const struct {
    const char *option, *listed;
  } cases[] = {{"--author=ada lovelace", "one\n"}, {"--author=ada-lovelace", "one\n"},
      {"--author=Ada", ""}, {"--category=Harbour", "two\none\n"},
      {"--category=harbour/boats", "one\n"}, {"--category=Boats", "one\n"},
      {"--category=Harb", ""}, {"--tag=low-tide", "one\n"}, {"--tag=Low tide", "one\n"},
      {"--tag=tide", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(
        cli_said(b, stdout, 0, CLI("post", "list", "--field=slug", cases[i].option)),
        cases[i].listed);
}

static void a_list_has_an_order(void **state) {
  struct blog *b = *state;
  /* IDs 1 to 3, with the dates in another order than the titles. */
  const char *const slugs[] = {"b", "C", "a"};
  for (int i = 0; i < 3; i++) {
    struct article_input post = support_article_input(slugs[i]);
    post.slug = i == 1 ? "c" : slugs[i];
    post.published_at = SUPPORT_DATE - (i == 0 ? 5000000 : i * 1000000);
    support_save(b, &post);
  }
  const struct {
    const char *by, *order, *listed;
  } cases[] = {{"--orderby=title", "--order=asc", "a\nb\nc\n"},
      {"--orderby=title", "--order=DESC", "c\nb\na\n"},
      {"--orderby=id", "--order=asc", "b\nc\na\n"},
      {"--orderby=date", "--order=asc", "b\na\nc\n"},
      {"--orderby=date", "--type=post", "c\na\nb\n"},
      {"--orderby=title", "--type=post", "a\nb\nc\n"},
      {"--type=post", "--order=asc", "b\na\nc\n"},
      {"--orderby=id", "--type=post", "a\nc\nb\n"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(
        cli_said(b, stdout, 0,
            CLI("post", "list", "--field=slug", cases[i].by, cases[i].order)),
        cases[i].listed);
  cli_refused(b, EX_USAGE, "cannot order by \"size\": use date, modified, title or id",
      CLI("post", "list", "--orderby=size"));
  cli_refused(b, EX_USAGE, "unknown order \"up\": use asc or desc",
      CLI("post", "list", "--order=up"));
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
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "get", "one", "--field=id")), "1\n");
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
      {"get", "http://other.example/", "is no address of this site"},
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
      support_site_test(a_list_is_filtered_by_terms),
      support_site_test(a_list_has_an_order),
      support_site_test(a_list_has_addresses_and_terms),
      support_site_test(a_post_is_shown),
      support_site_test(a_post_that_does_not_exist_is_named),
      support_site_test(bad_values_are_refused),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
