#include "import/import_old_urls.h"

#include "support_import.h"

static void check(
    struct blog *b, const char *name, const char *list, struct support_import *done) {
  char *folder = support_import_folder(name, list);
  char *file = arena_printf(b->arena, "%s/%s", folder, name);
  const struct import_options options = {.old_urls = file};
  struct article_input one = support_article_input("one");
  support_save(b, &one);
  /* Without any file to import, only the list is checked. */
  assert_err(support_import(b, NULL, &options, done), OK);
  free(folder);
}

static void a_list_is_checked(void **state) {
  struct blog *b = *state;
  struct support_import done;
  check(b, "urls.txt",
      "# from the log\nhttps://old.example/2026/01/one\n/2026/01/ONE/?utm=x\n"
      "/?p=1\n/?p=99\n\"/2026/\",12\n/feed.xml\n\n/nothing/\nword\n/media/none.png\n"
      "https://old.example\n",
      &done);
  const char *said = buf_text(&done.text);
  assert_int_equal(done.counts[IMPORT_ERROR], 4);
  assert_non_null(strstr(said, "urls.txt:5: /?p=99 leads nowhere (404)"));
  assert_non_null(strstr(said, "urls.txt:9: /nothing/ leads nowhere (404)"));
  assert_non_null(strstr(said, "urls.txt:10: word is neither"));
  assert_non_null(strstr(said, "6 of 10 old addresses lead somewhere"));
  buf_free(&done.text);
}

static void a_sitemap_is_checked(void **state) {
  struct blog *b = *state;
  struct support_import done;
  check(b, "sitemap.xml",
      "<?xml version=\"1.0\"?>\n<urlset xmlns:image=\"x\">\n<url><loc>\n "
      "https://old.example/2026/01/one/\n</loc><image:image><image:loc>/x.png"
      "</image:loc></image:image></url>\n<url><loc>/a&amp;b/</loc></url></urlset>",
      &done);
  const char *said = buf_text(&done.text);
  assert_non_null(strstr(said, "sitemap.xml:6: /a&b/ leads nowhere"));
  assert_non_null(strstr(said, "1 of 2 old addresses lead somewhere"));
  buf_free(&done.text);
}

static void what_cannot_be_read_is_reported(void **state) {
  struct blog *b = *state;
  struct support_import done;
  check(b, "sitemap.xml", "<urlset><loc>", &done);
  assert_int_equal(done.counts[IMPORT_FAILED], 1);
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_list_is_checked),
      support_site_test(a_sitemap_is_checked),
      support_site_test(what_cannot_be_read_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
