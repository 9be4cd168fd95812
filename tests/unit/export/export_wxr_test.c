#include "export/export_wxr.h"

#include "export_support.h"
#include "fail_alloc.h"

static int64_t add_post(struct blog *b) {
  static const char *const aliases[] = {"/old/", "/2020/elsewhere/"};
  struct article_input input = support_article_input("one");
  input.title = "Low & high";
  input.permalink = "/one/";
  support_aliases(&input, aliases, 2);
  return support_save(b, &input);
}

static void a_document_has_articles_and_comments(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site, .personal = true};
  support_comment(b, add_post(b), 0, COMMENT_HOLD);
  const char *text = export_support_document(b, &x, export_wxr);
  assert_has(text, "<wp:wxr_version>1.2</wp:wxr_version>");
  assert_has(text, "<title><![CDATA[Low &amp; high]]></title>");
  assert_has(text, "<link><![CDATA[https://example.org/one/]]></link>");
  assert_has(text, "<![CDATA[https://example.org/?p=1]]></guid>");
  assert_has(text, "<wp:status><![CDATA[publish]]>");
  assert_has(text, "<wp:comment_approved><![CDATA[0]]>");
  assert_has(text, "<wp:comment_author_email><![CDATA[ada@example.org]]>");
  assert_has(text, "</channel>\n</rss>\n");
  assert_int_equal(x.total.articles, 1);
  assert_int_equal(x.total.comments, 1);
  x.personal = false;
  assert_lacks(export_support_document(b, &x, export_wxr), "ada@example.org");
}

/* WordPress knows old slugs, not old folders. */
static void aliases_in_the_same_folder_become_old_slugs(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  add_post(b);
  const char *text = export_support_document(b, &x, export_wxr);
  assert_has(text, "_wp_old_slug");
  assert_has(text, "<wp:meta_value><![CDATA[old]]>");
  assert_lacks(text, "elsewhere");
}

static void a_withdrawn_article_goes_to_the_trash(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  char why[200];
  int64_t id = add_post(b);
  assert_err(publish_set_status(
                 b->site, b->arena, id, ARTICLE_WITHDRAWN, NULL, why, sizeof why),
      OK);
  assert_has(
      export_support_document(b, &x, export_wxr), "<wp:status><![CDATA[trash]]>");
}

static void an_export_can_be_stopped(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site, .stop = export_support_stop};
  FILE *out = fopen("/dev/null", "w");
  add_post(b);
  assert_err(export_wxr(&x, out), ERR_CLOSED);
  fclose(out);
}

static void a_full_disk_is_reported(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  FILE *out = fopen("/dev/full", "w");
  setvbuf(out, NULL, _IONBF, 0);
  add_post(b);
  assert_err(export_wxr(&x, out), ERR_IO);
  fclose(out);
}

static enum err export_once(void *context) {
  return export_support_try(context, export_wxr);
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  support_comment(b, add_post(b), 0, COMMENT_APPROVE);
  fail_alloc_each(export_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_document_has_articles_and_comments),
      support_site_test(aliases_in_the_same_folder_become_old_slugs),
      support_site_test(a_withdrawn_article_goes_to_the_trash),
      support_site_test(an_export_can_be_stopped),
      support_site_test(a_full_disk_is_reported),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
