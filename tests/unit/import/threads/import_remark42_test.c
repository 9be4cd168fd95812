#include "import/threads/import_remark42.h"

#include "threads_support.h"

#define HEAD "{\"version\":1,\"users\":[],\"posts\":[]}\n"
#define LINE(id, pid, text, more)                                                      \
  "{\"id\":\"" id "\",\"pid\":\"" pid "\",\"text\":\"" text                            \
  "\",\"user\":{\"name\":\"Ada\",\"id\":\"u\"},\"locator\":{\"site\":\"s\",\"url\":"   \
  "\"https://old.example/2026/01/one/\"},\"time\":\"2017-12-20T15:18:22-06:00\"" more  \
  "}\n"

/* tests/e2e/test_comment_import.py imports a whole backup. */

static void comments_are_lines(void **state) {
  struct blog *b = *state;
  struct support_import done;
  assert_err(threads_import(b, "backup",
                 HEAD LINE("a", "", "<p>one</p>", "") LINE("b", "a", "",
                     ",\"delete\":true") "\n" LINE("c", "b", "<p>three</p>", ""),
                 &done),
      OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 2);
  assert_int_equal(
      support_number(b, "SELECT parent_id = 1 FROM comment WHERE id = 2"), 1);
  assert_int_equal(
      support_number(b, "SELECT created_at / 1000000 FROM comment WHERE id = 1"),
      1513804702);
  buf_free(&done.text);
}

static void damage_is_refused_with_its_line(void **state) {
  static const char *const texts[] = {
      HEAD LINE("a", "", "one", "") "{\"id\":", HEAD LINE("a", "", "one", "") "{}\n"};
  struct blog *b = *state;
  struct support_import done;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    assert_err(threads_import(b, "backup", texts[i], &done), OK);
    assert_int_equal(done.counts[IMPORT_FAILED], 1);
    assert_non_null(strstr(buf_text(&done.text), "backup:3: is not"));
    buf_free(&done.text);
  }
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_are_lines),
      support_site_test(damage_is_refused_with_its_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
