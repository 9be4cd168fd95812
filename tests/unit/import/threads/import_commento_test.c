#include "import/threads/import_commento.h"

#include "threads_support.h"

/* tests/e2e/test_comment_import.py imports an export of Commento. */

static void comentario_has_pages(void **state) {
  struct blog *b = *state;
  struct support_import done;
  assert_err(
      threads_import(b, "export.json",
          "{\"version\":3,\"pages\":[{\"id\":\"p1\",\"domainId\":\"d\",\"path\":"
          "\"/2026/01/one/\"}],\"comments\":["
          "{\"id\":\"c1\",\"pageId\":\"p1\",\"html\":\"<p>one</p>\",\"markdown\":\"one\","
          "\"isApproved\":true,\"createdTime\":\"2023-05-06T07:08:09.123Z\","
          "\"userCreated\":\"u1\"},"
          "{\"id\":\"c2\",\"parentId\":\"c1\",\"pageId\":\"p1\",\"html\":\"<p>two</p>\","
          "\"isApproved\":false,\"isPending\":true,\"authorName\":\"Eve\",\"createdTime\":"
          "\"2023-05-06T08:08:09.123Z\",\"userCreated\":\"0000\"},"
          "{\"id\":\"c3\",\"pageId\":\"p1\",\"html\":\"\",\"isDeleted\":true},"
          "{\"id\":\"c4\",\"pageId\":\"none\",\"html\":\"x\",\"isApproved\":true}],"
          "\"commenters\":[{\"id\":\"u1\",\"email\":\"r@reader.example\",\"name\":\"Ada\","
          "\"websiteUrl\":\"https://a.example\"}]}",
          &done),
      OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 2);
  assert_int_equal(
      support_number(b, "SELECT author = 'Ada' AND url = 'https://a.example'"
                        " AND status = 'approve' FROM comment WHERE id = 1"),
      1);
  assert_int_equal(
      support_number(b, "SELECT author = 'Eve' AND parent_id = 1 AND status ="
                        " 'hold' FROM comment WHERE id = 2"),
      1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_private"), 1);
  /* The page of the last one is not in the file. */
  assert_int_equal(done.counts[IMPORT_ERROR], 1);
  buf_free(&done.text);
}

static void other_files_are_refused(void **state) {
  static const char *const texts[] = {"{\"version\":1,\"commentHex\":1}",
      "{\"version\":1,\"comments\":[{\"commentHex\":\"e\"",
      "{\"version\":1,\"comments\":7,\"commentHex\":1}"};
  struct blog *b = *state;
  struct support_import done;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    assert_err(threads_import(b, "export.json", texts[i], &done), OK);
    assert_int_equal(done.counts[IMPORT_FAILED], 1);
    buf_free(&done.text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comentario_has_pages),
      support_site_test(other_files_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
