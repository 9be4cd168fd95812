#include "import/blogs/import_blogger.h"

#include "support_import.h"

#define HEAD                                                                           \
  "<feed xmlns='http://www.w3.org/2005/Atom'"                                          \
  " xmlns:blogger='http://schemas.google.com/blogger/2018'>"
#define ENTRY(id, type, status, more)                                                  \
  "<entry><id>tag:blogger.com,1999:blog-1.post-" id "</id><blogger:type>" type         \
  "</blogger:type><blogger:status>" status                                             \
  "</blogger:status><published>2015-03-07T18:00:00Z</published>" more "</entry>\n"

/* tests/e2e/test_blog_import.py imports whole exports of both forms. */

static void import_text(struct blog *b, const char *text, struct support_import *done) {
  char path[600], *folder = support_import_folder("feed.atom", text);
  snprintf(path, sizeof path, "%s/feed.atom", folder);
  assert_err(support_import(b, path, NULL, done), OK);
  free(folder);
}

static void what_was_hidden_stays_hidden(void **state) {
  struct blog *b = *state;
  struct support_import done;
  import_text(b,
      HEAD ENTRY("1", "POST", "LIVE", "<title>A</title><content>x</content>") ENTRY(
          "2", "POST", "SOFT_TRASHED", "<title>B</title>") ENTRY("3", "POST", "LIVE",
          "<title>C</title><blogger:trashed>2020-01-01T00:00:00Z</blogger:trashed>")
          ENTRY("4", "POST", "SOMETHING", "<title>D</title>") ENTRY("5", "COMMENT",
              "PENDING_MODERATION",
              "<blogger:parent>tag:blogger.com,1999:blog-1.post-1</blogger:parent>"
              "<content>waits</content>") ENTRY("6", "COMMENT", "SPAM_COMMENT",
              "<blogger:parent>tag:blogger.com,1999:blog-1.post-1"
              "</blogger:parent><content>spam</content>") ENTRY("7", "COMMENT", "LIVE",
              "<blogger:parent>tag:blogger.com,1999:blog-1.post-99"
              "</blogger:parent><content>lost</content>") "</feed>",
      &done);
  assert_int_equal(done.counts[IMPORT_CREATED], 4);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE status = 'publish'"), 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 2);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status = 'approve'"), 0);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status = 'spam'"), 1);
  assert_non_null(
      strstr(buf_text(&done.text), "posts that the file does not have (1)"));
  buf_free(&done.text);
}

static void other_feeds_and_damage_are_refused(void **state) {
  static const char *const texts[] = {HEAD "</feed>",
      HEAD "<entry><id>a</id><title>b</title></entry></feed>",
      HEAD ENTRY("1", "POST", "LIVE", "<title>A</title>") "<entry>"};
  struct blog *b = *state;
  struct support_import done;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    import_text(b, texts[i], &done);
    assert_int_equal(done.counts[IMPORT_FAILED], 1);
    buf_free(&done.text);
  }
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(what_was_hidden_stays_hidden),
      support_site_test(other_feeds_and_damage_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
