#include "cli/post_write.h"

#include "cli_support.h"

static void a_post_is_created_from_options(void **state) {
  struct blog *b = *state;
  assert_string_equal(cli_said(b, stdout, 0,
                          CLI("post", "create", "--title=One", "--content=*Words.*")),
      "Created post 1.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "create", "--title=Two", "--porcelain")),
      "2\n");
  assert_int_equal(support_article(b, 1).status, ARTICLE_DRAFT);
  assert_string_equal(support_article(b, 1).title, "One");
}

static void a_post_is_created_from_a_file(void **state) {
  struct blog *b = *state;
  char file[600];
  support_write(b->site->dir, "a.md", "---\ntitle: From a file\n---\nWords.\n");
  snprintf(file, sizeof file, "%s/a.md", b->site->dir);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "create", file)), "Created post 1.\n");
  assert_string_equal(support_article(b, 1).title, "From a file");
}

static void posts_are_updated(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one"),
                       two = support_article_input("two");
  support_save(b, &one);
  support_save(b, &two);
  /* One post that does not exist stops no other, but sets the exit code. */
  cli_refused(b, EX_NOINPUT, "post 99: not found",
      CLI("post", "update", "1", "99", "2", "--title=New"));
  assert_string_equal(support_article(b, 1).title, "New");
  assert_string_equal(support_article(b, 2).title, "New");
  cli_said(b, stdout, 0,
      CLI("post", "update", "/2026/01/one/", "https://example.org/2026/01/two/",
          "--title=Newer"));
  assert_string_equal(support_article(b, 1).title, "Newer");
  assert_string_equal(support_article(b, 2).title, "Newer");
}

static void fields_beyond_the_text_are_updated(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one"),
                       about = support_article_input("about");
  about.type = ARTICLE_PAGE;
  support_save(b, &one);
  support_save(b, &about);
  cli_said(b, stdout, 0,
      CLI("post", "update", "1", "--sticky", "--expires=2090-01-01",
          "--aliases=/old/, /older/"));
  struct article a = support_article(b, 1);
  assert_true(a.sticky && a.expires_at > 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM path WHERE path IN"
                                     " ('/old/', '/older/')"),
      2);
  /* What is not mentioned stays. */
  cli_said(b, stdout, 0, CLI("post", "update", "1", "--no-sticky", "--status=pending"));
  a = support_article(b, 1);
  assert_true(!a.sticky && a.expires_at > 0);
  assert_int_not_equal(a.status, ARTICLE_PUBLISH);
  cli_said(b, stdout, 0, CLI("post", "update", "1", "--expires="));
  assert_int_equal(support_article(b, 1).expires_at, 0);
  cli_said(b, stdout, 0, CLI("post", "update", "2", "--menu"));
  assert_true(support_article(b, 2).in_menu);
  cli_said(b, stdout, 0, CLI("post", "update", "2", "--no-menu"));
  assert_false(support_article(b, 2).in_menu);
}

static void contradictions_are_refused(void **state) {
  struct blog *b = *state;
  cli_refused(b, EX_USAGE, "nothing to create", CLI("post", "create"));
  cli_refused(b, EX_USAGE, "nothing to change", CLI("post", "update", "1"));
  cli_refused(b, EX_USAGE, "cannot be combined",
      CLI("post", "create", "a.md", "--content=Words."));
  cli_refused(b, EX_USAGE, "cannot be combined",
      CLI("post", "update", "1", "a.md", "--content=Words."));
}

static void bad_values_create_nothing(void **state) {
  struct blog *b = *state;
  cli_refused(b, EX_NOINPUT, "none.md: ", CLI("post", "create", "/none/none.md"));
  cli_refused(b, EX_DATAERR, "date", CLI("post", "create", "--title=A", "--date=soon"));
  cli_refused(b, EX_NOINPUT, "no post has the ID, slug or path \"x\"",
      CLI("post", "update", "x", "--title=A"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  char file[600];
  support_write(b->site->dir, "a.md", "---\ntags: [tides]\n---\n# Title\n\n*Words.*\n");
  snprintf(file, sizeof file, "%s/a.md", b->site->dir);
  cli_survives_failing_memory(b, 0, CLI("post", "create", file, "--status=publish"));
  /* What was saved is complete. */
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"
                                     " WHERE title <> 'Title' OR excerpt <> 'Words.'"),
      0);
  cli_survives_failing_memory(b, 0, CLI("post", "update", "1", "--title=New"));
  assert_string_equal(support_article(b, 1).title, "New");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_post_is_created_from_options),
      support_site_test(a_post_is_created_from_a_file),
      support_site_test(posts_are_updated),
      support_site_test(fields_beyond_the_text_are_updated),
      support_site_test(contradictions_are_refused),
      support_site_test(bad_values_create_nothing),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
