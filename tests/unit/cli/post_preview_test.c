#include "cli/post_preview.h"

#include "cli_support.h"
#include "site/core/preview_link.h"

static int64_t draft(struct blog *b) {
  struct article_input a = support_article_input("one");
  a.status = ARTICLE_DRAFT;
  return support_save(b, &a);
}

static void a_link_is_printed(void **state) {
  struct blog *b = *state;
  draft(b);
  assert_non_null(strstr(
      cli_said(b, stdout, 0, CLI("post", "preview", "1")), PREVIEW_LINK_PATH "?t=1."));
  assert_non_null(
      strstr(cli_said(b, stdout, 0, CLI("post", "preview", "1", "--for=2w")),
          PREVIEW_LINK_PATH "?t=1."));
}

static void times_are_checked(void **state) {
  static const char *const wrong[] = {"--for=", "--for=3", "--for=d", "--for=0d",
      "--for=-1d", "--for=3x", "--for=3dd", "--for=367d", "--for=9999999d"};
  struct blog *b = *state;
  draft(b);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    cli_refused(b, EX_USAGE, "write it like 3d", CLI("post", "preview", "1", wrong[i]));
  cli_refused(b, EX_NOINPUT, "not found", CLI("post", "preview", "99"));
}

static void links_are_revoked(void **state) {
  struct blog *b = *state;
  draft(b);
  assert_string_equal(cli_said(b, stdout, 0, CLI("post", "preview", "1", "--revoke")),
      "Revoked the preview links of post 1.\n");
  assert_int_equal(support_number(b, "SELECT revoked FROM preview"), 1);
  cli_refused(b, EX_NOINPUT, "not found", CLI("post", "preview", "99", "--revoke"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM preview"), 1);
}

static void a_published_post_has_its_address(void **state) {
  struct blog *b = *state;
  struct article_input a = support_article_input("one");
  support_save(b, &a);
  const char *said = cli_said(b, stdout, 0, CLI("post", "preview", "1"));
  assert_null(strstr(said, PREVIEW_LINK_PATH));
  assert_non_null(strstr(said, support_article(b, 1).permalink));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_link_is_printed),
      support_site_test(times_are_checked),
      support_site_test(links_are_revoked),
      support_site_test(a_published_post_has_its_address),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
