#include "export/export_wxr_files.h"

#include <sys/stat.h>

#include "export_support.h"
#include "fail_alloc.h"

static struct export_article article_with(const char *html) {
  struct export_article article = {.body = {.html = html}};
  article.text.row.id = 7;
  article.text.row.author_slug = "ada";
  return article;
}

static void add_media(struct blog *b, const char *name) {
  char folder[600];
  snprintf(folder, sizeof folder, "%s/media", b->site->dir);
  mkdir(folder, 0755);
  support_write(folder, name, "x");
}

static void a_body_is_one_block_without_shortcodes(void **state) {
  struct blog *b = *state;
  struct export_support_wxr d;
  const char *out = NULL;
  struct export_article article = article_with("<p>[gallery] [/x] [1]</p>");
  export_support_begin(&d, b);
  assert_err(export_wxr_body(&d.wxr, b->arena, &article, &out), OK);
  assert_string_equal(
      out, "<!-- wp:html --><p>&#91;gallery] &#91;/x] [1]</p><!-- /wp:html -->");
  article = article_with("");
  assert_err(export_wxr_body(&d.wxr, b->arena, &article, &out), OK);
  assert_string_equal(out, "");
  export_support_end(&d);
}

static void a_media_file_becomes_one_attachment(void **state) {
  struct blog *b = *state;
  struct export_support_wxr d;
  const char *out = NULL;
  struct export_article article =
      article_with("<p><a href=\"/media/a.jpg?x\"><img src=\"/media/a.jpg\" alt=\"\">"
                   "</a><img src=\"/media/missing.jpg\" alt=\"\"></p>");
  add_media(b, "a.jpg");
  export_support_begin(&d, b);
  d.wxr.last_id = 40;
  assert_err(export_wxr_body(&d.wxr, b->arena, &article, &out), OK);
  assert_has(out, "\"https://example.org/media/a.jpg?x\"");
  assert_has(out, "\"https://example.org/media/a.jpg\"");
  assert_has(out, "\"/media/missing.jpg\"");
  assert_err(export_wxr_put_files(&d.wxr), OK);
  const char *text = export_support_text(&d);
  assert_has(text, "<wp:post_id>41</wp:post_id>");
  assert_has(text, "<wp:post_parent>7</wp:post_parent>");
  assert_has(text, "<wp:attachment_url><![CDATA[https://example.org/media/a.jpg]]>");
  assert_null(strstr(strstr(text, "<item>") + 1, "<item>"));
  export_support_end(&d);
}

/* Encoded dots must not lead out of media/. */
static void links_that_leave_media_are_not_followed(void **state) {
  struct blog *b = *state;
  struct export_support_wxr d;
  const char *out = NULL;
  struct export_article article =
      article_with("<a href=\"/media/%2e%2e/site.ini\">x</a>");
  add_media(b, "a.jpg");
  export_support_begin(&d, b);
  assert_err(export_wxr_body(&d.wxr, b->arena, &article, &out), OK);
  assert_lacks(out, "https://example.org");
  assert_null(d.wxr.files);
  export_support_end(&d);
}

static enum err make_body(void *context) {
  struct export_support_wxr d;
  struct export_article article = article_with("<p>[x]</p>");
  const char *out;
  export_support_begin(&d, context);
  enum err e =
      d.wxr.arena ? export_wxr_body(&d.wxr, d.wxr.arena, &article, &out) : ERR_NOMEM;
  export_support_end(&d);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  fail_alloc_each(make_body, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_body_is_one_block_without_shortcodes),
      support_site_test(a_media_file_becomes_one_attachment),
      support_site_test(links_that_leave_media_are_not_followed),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
