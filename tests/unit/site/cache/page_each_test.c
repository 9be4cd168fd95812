#include "support_site.h"

#include "site/cache/page_each.h"

struct seen {
  char paths[4000];
  int count;
  const char *fails_at; /* NULL: nowhere */
};

static enum err on_page(void *context, const char *path) {
  struct seen *seen = context;
  size_t n = strlen(seen->paths);
  seen->count++;
  snprintf(seen->paths + n, sizeof seen->paths - n, "%s\n", path);
  return seen->fails_at && strcmp(seen->fails_at, path) == 0 ? ERR_NOT_FOUND : OK;
}

static void add_post(struct blog *b) {
  static const char *const tags[] = {"Sea"};
  struct article_input post = support_article_input("one");
  support_tags(&post, tags, 1);
  support_save(b, &post);
}

static void every_page_is_visited(void **state) {
  struct blog *b = *state;
  struct seen seen = {.fails_at = NULL};
  add_post(b);
  assert_err(page_each(b->site, false, on_page, &seen), OK);
  static const char *const paths[] = {"/\n", "/2026/01/one/\n", "/tag/sea/\n",
      "/2026/\n", "/2026/01/\n", "/2026/01/01/\n"};
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
    if (!strstr(seen.paths, paths[i]))
      fail_msg("%s is missing in\n%s", paths[i], seen.paths);
}

static void an_empty_blog_has_home_and_archives(void **state) {
  struct blog *b = *state;
  struct seen seen = {.fails_at = NULL};
  assert_err(page_each(b->site, false, on_page, &seen), OK);
  assert_string_equal(seen.paths, "/\n/archives/\n");
}

/* ERR_NOT_FOUND from a visitor was once mistaken for the end of the rows. */
static void a_not_found_of_the_visitor_is_returned(void **state) {
  struct blog *b = *state;
  static const char *const paths[] = {
      "/", "/2026/01/one/", "/tag/sea/", "/2026/", "/2026/01/", "/2026/01/01/"};
  add_post(b);
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
    struct seen seen = {.fails_at = paths[i]};
    enum err e = page_each(b->site, false, on_page, &seen);
    if (e != ERR_NOT_FOUND)
      fail_msg("at %s: %s after\n%s", paths[i], err_name(e), seen.paths);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(every_page_is_visited),
      support_site_test(an_empty_blog_has_home_and_archives),
      support_site_test(a_not_found_of_the_visitor_is_returned),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
