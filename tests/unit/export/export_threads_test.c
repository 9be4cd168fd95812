#include "export/export_threads.h"

#include "export_support.h"
#include "fail_alloc.h"

static int64_t add_post(struct blog *b, const char *slug, bool draft) {
  struct article_input input = support_article_input(slug);
  if (draft)
    input.status = ARTICLE_DRAFT;
  return support_save(b, &input);
}

/* A public article with a comment and a reply, one without, and a draft. */
static void add_all(struct blog *b) {
  int64_t id = add_post(b, "talk", false);
  int64_t first = support_comment(b, id, 0, COMMENT_APPROVE);
  support_comment(b, id, first, COMMENT_HOLD);
  add_post(b, "silence", false);
  support_comment(b, add_post(b, "hidden", true), 0, COMMENT_APPROVE);
}

static void a_file_for_disqus_has_no_articles(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site, .personal = true};
  add_all(b);
  const char *text = export_support_document(b, &x, export_threads_wxr);
  assert_has(text, "xmlns:dsq=\"http://www.disqus.com/\"");
  assert_has(text, "/talk/]]></link>");
  assert_has(text, "<content:encoded><![CDATA[]]></content:encoded>");
  assert_has(text, "<wp:comment_approved><![CDATA[0]]>");
  assert_has(text, "<wp:comment_author_email><![CDATA[ada@example.org]]>");
  assert_lacks(text, "silence");
  assert_lacks(text, "hidden");
  assert_int_equal(x.total.articles, 1);
  assert_int_equal(x.total.comments, 2);
  x.personal = false;
  assert_lacks(export_support_document(b, &x, export_threads_wxr), "ada@example.org");
}

static void a_file_for_commento_names_commenters(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site, .personal = true};
  add_all(b);
  const char *text = export_support_document(b, &x, export_threads_json);
  assert_has(text, "\"parentHex\":\"root\"");
  assert_has(text, "\"state\":\"unapproved\"");
  assert_has(text, "\"email\":\"ada@example.org\"");
  assert_lacks(text, "silence");
  assert_lacks(text, "hidden");
  assert_int_equal(x.total.articles, 1);
  assert_int_equal(x.total.comments, 2);
  x.personal = false;
  assert_lacks(export_support_document(b, &x, export_threads_json), "ada@example.org");
}

static void an_export_may_be_stopped(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site, .stop = export_support_stop};
  FILE *out = fopen("/dev/null", "w");
  add_all(b);
  assert_err(export_threads_wxr(&x, out), ERR_CLOSED);
  assert_err(export_threads_json(&x, out), ERR_CLOSED);
  fclose(out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_file_for_disqus_has_no_articles),
      support_site_test(a_file_for_commento_names_commenters),
      support_site_test(an_export_may_be_stopped)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
