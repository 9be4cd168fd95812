#include "ops/check_media.h"

#include "fail_alloc.h"
#include "support_site.h"

static enum err note(void *context, const char *finding) {
  buf_printf(context, "%s\n", finding);
  return OK;
}

static enum err refuse(void *context, const char *finding) {
  (void)context;
  (void)finding;
  return ERR_CLOSED;
}

static int64_t save_with(struct blog *b, const char *slug, const char *html) {
  struct article_input a = support_article_input(slug);
  a.html = html;
  return support_save(b, &a);
}

static void missing_files_are_reported_once(void **state) {
  struct blog *b = *state;
  struct buf found = {0};
  support_write(b->site->dir, "media/here & now.png", "x");
  save_with(b, "one",
      "<p><img src=\"/media/a.png\" alt=\"\"><img src=\"/media/a.png\" alt=\"\">"
      "<img src=\"/media/here%20&amp;%20now.png\" alt=\"\"></p>");
  save_with(b, "two",
      "<p><a href=\"/media/b.pdf?x#y\">b</a><img src=\"/media/a.png\" alt=\"\"></p>");
  assert_err(check_media(b->site, note, &found), OK);
  assert_string_equal(buf_text(&found),
      "media/a.png is missing, shown by article 1, 2\n"
      "media/b.pdf is missing, shown by article 2\n");
  buf_free(&found);
}

static void an_error_of_the_report_ends_it(void **state) {
  struct blog *b = *state;
  save_with(b, "one", "<p><img src=\"/media/a.png\" alt=\"\"></p>");
  assert_err(check_media(b->site, refuse, NULL), ERR_CLOSED);
}

static enum err check_once(void *context) {
  struct blog *b = context;
  struct buf found = {.most = 1000};
  enum err e = check_media(b->site, note, &found);
  if (!e)
    e = buf_status(&found);
  if (!e &&
      strcmp(buf_text(&found), "media/a & b.png is missing, shown by article 1\n"))
    e = ERR_INTERNAL;
  buf_free(&found);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  save_with(b, "one", "<p><img src=\"/media/a%20&amp;%20b.png?x\" alt=\"\"></p>");
  fail_alloc_each(check_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(missing_files_are_reported_once),
      support_site_test(an_error_of_the_report_ends_it),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
