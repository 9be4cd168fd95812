#include "import/threads/import_disqus.h"

#include "threads_support.h"

#define HEAD                                                                           \
  "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<disqus xmlns=\"http://disqus.com\""    \
  " xmlns:dsq=\"http://disqus.com/disqus-internals\">\n<category dsq:id=\"7\"><forum>" \
  "f</forum><title>General</title></category>\n"
#define TAIL "</disqus>\n"
#define THREAD(id, name, link, more)                                                   \
  "<thread dsq:id=\"" #id "\"><id>" name "</id><forum>f</forum><category dsq:id=\"7\"" \
  "/><link>" link "</link><title>T</title><message/><createdAt>2011-03-07T20:46:25Z"   \
  "</createdAt><author><name>Owner</name></author>" more "</thread>\n"
#define POST(id, thread, more)                                                         \
  "<post dsq:id=\"" #id "\"><id>wp_id=9</id>" more "<createdAt>2011-08-31T15:16:29Z"   \
  "</createdAt><thread dsq:id=\"" #thread "\"/></post>\n"
#define SAYS(text) "<message><![CDATA[" text "]]></message>"
#define BY(name, email)                                                                \
  "<author><email>" email "</email><name>" name                                        \
  "</name><isAnonymous>false</isAnonymous><username>u</username></author>"

static void comments_come_to_the_article_of_their_thread(void **state) {
  struct blog *b = *state;
  struct support_import done;
  static const char text[] = HEAD THREAD(1, "", "http://old.example/2026/01/one.html",
      "") THREAD(2, "2 http://old.example/?p=2", "http://old.example/elsewhere", "")
      THREAD(3, "", "http://localhost:4000/2026/01/one/", "")
          POST(10, 1, SAYS("<p>Hi &amp; <i>hello</i></p>") BY("Ada", "ada@example.org"))
              POST(11, 3, SAYS("reply") BY("Bob", "") "<parent dsq:id=\"10\"/>")
                  POST(12, 2, SAYS("spam") BY("S", "") "<isSpam>true</isSpam>") TAIL;
  assert_err(threads_import(b, "d.xml", text, &done), OK);
  assert_int_equal(done.counts[IMPORT_UPDATED], 2);
  assert_int_equal(done.counts[IMPORT_ERROR], 0);
  assert_int_equal(done.counts[IMPORT_WARNING], 0);
  assert_non_null(
      strstr(buf_text(&done.text), "d.xml:4: /2026/01/one/ (2 new comments)"));
  assert_non_null(
      strstr(buf_text(&done.text), "3 new comments in 2 articles, 0 already there"));
  assert_int_equal(
      support_number(b, "SELECT comment_count FROM article WHERE id = 1"), 2);
  assert_int_equal(
      support_number(b, "SELECT comment_count FROM article WHERE id = 2"), 0);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment c JOIN comment p ON c.parent_id ="
                        " p.id WHERE c.author = 'Bob' AND p.author = 'Ada'"),
      1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment WHERE html ="
                                     " '<p>Hi &amp; <i>hello</i></p>' AND created_at ="
                                     " 1314803789000000"),
      1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status = 'spam'"), 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_private"), 1);
  buf_free(&done.text);
  /* Importing it again changes nothing. */
  assert_err(threads_import(b, "d.xml", text, &done), OK);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 2);
  assert_int_equal(done.counts[IMPORT_UPDATED], 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 3);
  buf_free(&done.text);
}

/* What disqus.com removes, it keeps in exports. */
static void deleted_comments_and_threads_are_left_out(void **state) {
  struct blog *b = *state;
  struct support_import done;
  static const char text[] = HEAD THREAD(
      1, "", "http://old.example/2026/01/one/", "<isDeleted>false</isDeleted>")
      THREAD(2, "", "http://old.example/2026/01/two/", "<isDeleted>true</isDeleted>")
          POST(10, 1, SAYS("one") "<isDeleted>true</isDeleted>")
              POST(11, 1, SAYS("two") "<parent dsq:id=\"10\"/>")
                  POST(12, 2, SAYS("three")) POST(13, 1, "<message/>")
                      POST(14, 99, SAYS("no thread")) TAIL;
  assert_err(threads_import(b, "d.xml", text, &done), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 1);
  assert_int_equal(support_number(b, "SELECT parent_id IS NULL FROM comment"), 1);
  assert_int_equal(support_number(b, "SELECT author = 'Anonymous' FROM comment"), 1);
  assert_non_null(
      strstr(buf_text(&done.text), "that were deleted (2, first on line 6)"));
  assert_non_null(strstr(buf_text(&done.text), "that are empty"));
  assert_non_null(
      strstr(buf_text(&done.text), "threads that the file does not have (1"));
  buf_free(&done.text);
}

static void threads_without_an_article_are_reported(void **state) {
  struct blog *b = *state;
  struct support_import done;
  assert_err(threads_import(b, "d.xml",
                 HEAD THREAD(1, "ident", "http://old.example/lost/", "")
                     THREAD(2, "", "http://old.example/empty/", "")
                         THREAD(3, "nameless", "", "") POST(10, 1, SAYS("one"))
                             POST(11, 1, SAYS("two")) POST(12, 3, SAYS("x")) TAIL,
                 &done),
      OK);
  assert_int_equal(done.counts[IMPORT_ERROR], 2);
  assert_non_null(strstr(buf_text(&done.text),
      "d.xml:4: http://old.example/lost/: no article has this address, and 2 comments are"
      " not imported"));
  assert_non_null(strstr(buf_text(&done.text), "d.xml:6: nameless: no article"));
  assert_non_null(strstr(buf_text(&done.text),
      "3 comments of 2 addresses are not imported: import the articles first"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 0);
  buf_free(&done.text);
}

/* Disqus counts clicks on links that readers wrote. */
static void links_are_those_that_readers_wrote(void **state) {
  struct blog *b = *state;
  struct support_import done;
  assert_err(
      threads_import(b, "d.xml",
          HEAD THREAD(1, "", "http://old.example/2026/01/one/", "") POST(10, 1,
              SAYS(
                  "<a href=\"http://disq.us/url?url=https%3A%2F%2Fa.example%2F%3Fb%3D1"
                  "%26c%3D%22%3AL5oK_a-b&amp;cuid=12\" rel=\"nofollow\">x</a> and "
                  "http://disq.us/url?url=broken <a href=\"http://disq.us/p/1\">y</a>"))
              TAIL,
          &done),
      OK);
  assert_int_equal(
      support_number(b,
          "SELECT instr(html, 'href=\"https://a.example/?b=1&amp;c=%22\"') > 0"
          " AND instr(html, 'url?url=broken') > 0 AND"
          " instr(html, 'disq.us/p/1') > 0 FROM comment"),
      1);
  buf_free(&done.text);
}

static void a_damaged_file_imports_nothing(void **state) {
  struct blog *b = *state;
  struct support_import done;
  static const char *const texts[] = {HEAD THREAD(1, "", "/2026/01/one/", "")
                                          POST(10, 1, SAYS("one")) "<post>",
      HEAD THREAD(1, "", "/2026/01/one/", "") POST(10, 1, SAYS("one")) "</disqu>",
      HEAD TAIL, "<disqus/>"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    assert_err(threads_import(b, "d.xml", texts[i], &done), OK);
    assert_int_equal(done.counts[IMPORT_FAILED], 1);
    buf_free(&done.text);
  }
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 0);
}

/* The moderator has the last word, as for any imported comment. */
static void a_deleted_comment_does_not_come_back(void **state) {
  struct blog *b = *state;
  struct support_import done;
  static const char text[] = HEAD THREAD(1, "", "http://old.example/2026/01/one/", "")
      POST(10, 1, SAYS("one")) POST(11, 1, SAYS("two")) TAIL;
  assert_err(threads_import(b, "d.xml", text, &done), OK);
  buf_free(&done.text);
  assert_err(support_moderate(b->site, 1, COMMENT_SPAM), OK);
  support_number(b, "INSERT INTO comment_deleted SELECT article_id, source_key FROM"
                    " comment WHERE id = 2 RETURNING 1");
  support_number(b, "DELETE FROM comment WHERE id = 2 RETURNING 1");
  assert_err(threads_import(b, "d.xml", text, &done), OK);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 1);
  assert_int_equal(support_number(b, "SELECT status = 'spam' FROM comment"), 1);
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_come_to_the_article_of_their_thread),
      support_site_test(deleted_comments_and_threads_are_left_out),
      support_site_test(threads_without_an_article_are_reported),
      support_site_test(links_are_those_that_readers_wrote),
      support_site_test(a_damaged_file_imports_nothing),
      support_site_test(a_deleted_comment_does_not_come_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
