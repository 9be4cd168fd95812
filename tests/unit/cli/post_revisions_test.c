#include "cli/post_revisions.h"

#include "cli_support.h"

/* Three versions: the present one is the third. */
static void fill(struct blog *b) {
  cli_said(b, stdout, 0,
      CLI("post", "create", "--title=Tide", "--date=2026-01-02", "--status=publish",
          "--content=Low water at six."));
  cli_said(b, stdout, 0, CLI("post", "update", "1", "--content=Low water at seven."));
  cli_said(b, stdout, 0, CLI("post", "update", "1", "--title=Low tide"));
}

static void versions_are_listed(void **state) {
  struct blog *b = *state;
  fill(b);
  const char *text =
      cli_said(b, stdout, 0, CLI("post", "revisions", "1", "--format=json"));
  assert_non_null(strstr(text, "\"revision\": 3"));
  assert_non_null(strstr(text, "\"title\": \"Low tide\""));
  assert_non_null(strstr(text, "\"command\": \"post update\""));
  assert_non_null(strstr(text, "\"added\": 1,\n    \"removed\": 1"));
  assert_non_null(strstr(text, "\"added\": null"));
  cli_said(b, stderr, EX_NOINPUT, CLI("post", "revisions", "9"));
}

static void versions_are_compared(void **state) {
  struct blog *b = *state;
  fill(b);
  const char *text = cli_said(b, stdout, 0, CLI("post", "diff", "1"));
  assert_non_null(strstr(text, "--- post 1, revision 2\t"));
  assert_non_null(strstr(text, "\n-title: Tide\n+title: Low tide\n"));
  text = cli_said(b, stdout, 0, CLI("post", "diff", "1", "1", "2"));
  assert_non_null(strstr(text, "\n-Low water at six.\n+Low water at seven.\n"));
  assert_string_equal(cli_said(b, stdout, 0, CLI("post", "diff", "1", "3")), "");
  cli_refused(b, EX_NOINPUT, "post 1 has no revision 7", CLI("post", "diff", "1", "7"));
}

static void a_version_is_restored(void **state) {
  struct blog *b = *state;
  fill(b);
  assert_string_equal(cli_said(b, stdout, 0, CLI("post", "restore", "1", "1")),
      "Restored revision 1 of post 1.\n");
  assert_non_null(
      strstr(cli_said(b, stdout, 0, CLI("post", "get", "1")), "Low water at six."));
  /* Nothing is lost: what was there is the third revision. */
  const char *text = cli_said(b, stdout, 0, CLI("post", "diff", "1"));
  assert_non_null(strstr(text, "\n-title: Low tide\n+title: Tide\n"));
  text = cli_said(b, stdout, 0, CLI("post", "revisions", "1", "--format=json"));
  assert_non_null(strstr(text, "\"command\": \"post restore\""));
  cli_refused(
      b, EX_NOINPUT, "post 1 has no revision 9", CLI("post", "restore", "1", "9"));
}

/* The status is about now, and not about a text. */
static void a_restored_post_keeps_status_address_and_date(void **state) {
  struct blog *b = *state;
  cli_said(b, stdout, 0, CLI("post", "create", "--title=Tide", "--content=Draft."));
  cli_said(b, stdout, 0, CLI("post", "publish", "1"));
  cli_said(b, stdout, 0, CLI("post", "update", "1", "--content=Public."));
  cli_said(b, stdout, 0, CLI("post", "update", "1", "--slug=low-tide"));
  struct article before = support_article(b, 1);
  assert_int_equal(before.status, ARTICLE_PUBLISH);
  cli_said(b, stdout, 0, CLI("post", "restore", "1", "1"));
  struct article after = support_article(b, 1);
  assert_int_equal(after.status, ARTICLE_PUBLISH);
  assert_int_equal(after.published_at, before.published_at);
  assert_string_equal(after.permalink, before.permalink);
  cli_said(b, stdout, 0, CLI("post", "unpublish", "1"));
  cli_said(b, stdout, 0, CLI("post", "restore", "1", "2"));
  assert_int_equal(support_article(b, 1).status, ARTICLE_DRAFT);
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  fill(b);
  cli_survives_failing_memory(b, 0, CLI("post", "diff", "1"));
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(versions_are_listed),
      support_site_test(versions_are_compared),
      support_site_test(a_version_is_restored),
      support_site_test(a_restored_post_keeps_status_address_and_date),
      support_site_test(failing_memory_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
