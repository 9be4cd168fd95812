#include "import/blogs/import_ghost.h"

#include "support_import.h"

/* tests/e2e/test_blog_import.py imports a whole export. */

static void import_text(struct blog *b, const char *text, struct support_import *done) {
  char path[600], *folder = support_import_folder("export.json", text);
  snprintf(path, sizeof path, "%s/export.json", folder);
  assert_err(support_import(b, path, NULL, done), OK);
  free(folder);
}

/* Before version 1, IDs and dates were numbers, pages a flag, and pictures "image". */
static void an_old_export_is_read(void **state) {
  struct blog *b = *state;
  struct support_import done;
  import_text(b,
      "{\"db\":[{\"meta\":{\"exported_on\":1426263451924,\"version\":\"003\"},\"data\":{"
      "\"posts\":[{\"id\":1,\"uuid\":\"u1\",\"title\":\"One\",\"slug\":\"one\","
      "\"markdown\":\"x\",\"html\":\"<p>x</p>\",\"image\":\"https://a.example/x.png\","
      "\"page\":0,\"status\":\"published\",\"author_id\":7,\"published_at\":1426078349156},"
      "{\"id\":2,\"uuid\":\"u2\",\"title\":\"Two\",\"slug\":\"two\",\"html\":\"<p>y</p>\","
      "\"page\":1,\"status\":\"published\",\"author_id\":9,\"published_at\":1426078349156}],"
      "\"users\":[{\"id\":7,\"name\":\"Ada\",\"slug\":\"ada\"}],"
      "\"tags\":[{\"id\":3,\"name\":\"Sea\",\"slug\":\"sea\"}],"
      "\"posts_tags\":[{\"id\":1,\"post_id\":1,\"tag_id\":3}]}}]}",
      &done);
  assert_int_equal(done.counts[IMPORT_CREATED], 2);
  assert_int_equal(done.counts[IMPORT_WARNING], 0);
  struct article one = support_article(b, 1), two = support_article(b, 2);
  assert_string_equal(one.permalink, "/2015/03/one/");
  assert_string_equal(one.author, "Ada");
  assert_int_equal(one.published_at / 1000000, 1426078349);
  assert_int_equal(two.type, ARTICLE_PAGE);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_body WHERE html LIKE"
                                     " '%https://a.example/x.png%'"),
      1);
  buf_free(&done.text);
}

static void other_files_are_refused(void **state) {
  static const char *const texts[] = {
      "{\"db\":[{\"meta\":{\"exported_on\":1},\"data\":{}}]}",
      "{\"db\":[],\"exported_on\":1,\"data\":[]}",
      "{\"db\":[{\"meta\":{\"exported_on\":1},\"data\":{\"posts\":[{\"id\":1"};
  struct blog *b = *state;
  struct support_import done;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    import_text(b, texts[i], &done);
    assert_int_equal(done.counts[IMPORT_FAILED], 1);
    buf_free(&done.text);
  }
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
}

/* Rows that lack what they should have, and lead nowhere. */
static void damaged_rows_do_no_harm(void **state) {
  struct blog *b = *state;
  struct support_import done;
  import_text(b,
      "{\"data\":{\"exported_on\":1,\"posts\":[{},{\"id\":5,\"title\":7,\"html\":null,"
      "\"status\":\"published\",\"published_at\":\"soon\"},3,null,{\"id\":6,\"title\":\"T\",\"status\":\"published\",\"published_at\":9223372036854775807}],\"posts_tags\":[{},"
      "{\"post_id\":5,\"tag_id\":1},4],\"tags\":{},\"users\":[null,{}],"
      "\"posts_authors\":[{\"post_id\":5,\"author_id\":\"none\"}],\"posts_meta\":[1]}}",
      &done);
  assert_true(support_number(b, "SELECT count(*) FROM article") <= 3);
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_old_export_is_read),
      support_site_test(other_files_are_refused),
      support_site_test(damaged_rows_do_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
