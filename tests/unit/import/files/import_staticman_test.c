#include "import/files/import_staticman.h"

#include "support_import.h"

#define COMMENTS "_data/comments/low-tide/"

static char *make_site(void) {
  char *folder = support_import_folder("_config.yml", "title: Old\n");
  support_import_file(
      folder, "_posts/2015-03-09-low-tide.md", "---\ntitle: Low tide\n---\nx\n");
  support_import_file(folder, COMMENTS "entry1425900000.yml",
      "_id: 11aa\n_parent: low-tide\nmessage: |-\n  Nice.\n\n  Two\ttabs\nname: Bea\n"
      "email: 0bc83cb571cd1c50ba6f3e8a78ef1346\nurl: bea.example\nreplying_to: ''\n"
      "date: '2015-03-09T11:20:00.123Z'\n");
  support_import_file(folder, COMMENTS "entry1425900001.yml",
      "_id: 22bb\nmessage: \"Answer\\b\"\nname: ''\nreplying_to_uid: 11aa\n"
      "date: 1425900001\n");
  support_import_file(folder, COMMENTS "entry1425900002.json",
      "{\"_id\": \"33cc\", \"message\": \"By number\", \"name\": \"Cleo\", \"url\":"
      " \"javascript:x\", \"replying_to\": \"1\", \"date\": \"2015-03-10\"}");
  support_import_file(folder, COMMENTS "entry1425900003.yml", "name: No text\n");
  support_import_file(folder, COMMENTS "entry1425900004.yml", "a: [\n");
  support_import_file(folder, "_data/comments/renamed/a.yml", "message: x\n");
  return folder;
}

static void comments_of_staticman_are_imported(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = make_site();
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_FAILED], 0);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status = 'approve' AND"
                        " (author, url) IN (VALUES ('Bea', 'https://bea.example'),"
                        " ('Anonymous', ''), ('Cleo', ''))"),
      3);
  /* Both replies have the first comment as their parent. */
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment JOIN comment p ON p.id ="
                        " comment.parent_id WHERE p.author = 'Bea'"),
      2);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment WHERE created_at ="
                                     " 1425900000000000 OR source = 'Answer'"),
      2);
  /* A hash of an address is no address. */
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment_private WHERE email <> ''"), 0);
  const char *said = buf_text(&done.text);
  assert_non_null(strstr(said, "entry1425900003.yml"));
  assert_non_null(strstr(said, "entry1425900004.yml"));
  assert_non_null(strstr(said, "renamed:0: 1 comment is left out"));
  buf_free(&done.text);
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 3);
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_of_staticman_are_imported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
