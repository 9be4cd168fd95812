#include "import/common/import_format.h"

#include <unistd.h>

#include "base/file.h"
#include "support.h"

static enum import_format format_of(
    const char *name, const char *text, enum import_format given) {
  const struct import_options options = {.format = given};
  const struct import_run run = {.options = &options, .input = -1};
  char path[200], *folder = support_folder();
  support_write(folder, name, text);
  snprintf(path, sizeof path, "%s/%s", folder, name);
  enum import_format format = import_format_of(&run, path, -1);
  free(folder);
  return format;
}

static void an_export_is_recognised_by_its_content(void **state) {
  static const char wxr[] =
      "<?xml version=\"1.0\"?><rss xmlns:wp=\"https://wordpress.org/export/1.2/\">";
  (void)state;
  assert_int_equal(format_of("f", wxr, IMPORT_AUTO), IMPORT_WXR);
  assert_int_equal(format_of("f.html", wxr, IMPORT_AUTO), IMPORT_WXR);
  assert_int_equal(format_of("f", wxr, IMPORT_MARKDOWN), IMPORT_MARKDOWN);
}

static void exports_of_comments_are_recognised(void **state) {
  (void)state;
  assert_int_equal(
      format_of("a.xml",
          "<?xml version=\"1.0\"?>\n<disqus xmlns=\"http://disqus.com\"><thread/>",
          IMPORT_AUTO),
      IMPORT_DISQUS);
  assert_int_equal(
      format_of("backup",
          "{\"version\":1,\"users\":[],\"posts\":[]}\n{\"id\":\"e\",\"pid\":\"\","
          "\"locator\":{\"site\":\"s\",\"url\":\"/a\"}}\n",
          IMPORT_AUTO),
      IMPORT_REMARK42);
  assert_int_equal(
      format_of("a.json", "{\n \"version\": 1,\n \"comments\": [{\"commentHex\": \"e\"",
          IMPORT_AUTO),
      IMPORT_COMMENTO);
  assert_int_equal(
      format_of("a.json", "{\"version\":3,\"pages\":[{\"domainId\":\"e\"", IMPORT_AUTO),
      IMPORT_COMMENTO);
}

static void exports_of_blogs_are_recognised(void **state) {
  (void)state;
  assert_int_equal(
      format_of("a.json",
          "{\"db\":[{\"meta\":{\"exported_on\":1,\"version\":\"5\"},\"data\":{\"posts\":[",
          IMPORT_AUTO),
      IMPORT_GHOST);
  assert_int_equal(
      format_of("feed.atom",
          "<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'"
          " xmlns:blogger='http://schemas.google.com/blogger/2018'><entry>",
          IMPORT_AUTO),
      IMPORT_BLOGGER);
}

static void articles_are_recognised_by_name_or_front_matter(void **state) {
  (void)state;
  static const char *const names[] = {"a.md", "a.MARKDOWN", "a.mkd", "a.mkdn",
      "a.mkdown", "a.mdown", "a.html", "a.htm"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    assert_int_equal(format_of(names[i], "text", IMPORT_AUTO), IMPORT_AUTO);
  assert_int_equal(format_of("a", "---\ntitle: x\n---\n", IMPORT_AUTO), IMPORT_AUTO);
  assert_int_equal(
      format_of("a.txt", "+++\ntitle='x'\n+++\n", IMPORT_AUTO), IMPORT_AUTO);
  assert_int_equal(format_of("a", "\n<!DOCTYPE html>\n<p>x", IMPORT_AUTO), IMPORT_HTML);
  assert_int_equal(
      format_of("a", "<?xml version='1.0'?><html xml:lang='de'>", IMPORT_AUTO),
      IMPORT_HTML);
}

/* Any of these could hold readers' addresses or passwords. */
static void other_files_are_not_imported(void **state) {
  (void)state;
  static const char *const files[][2] = {
      {"passwd", "root:x:0:0:root:/root:/bin/bash\n"},
      {"a.xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry/></feed>"},
      {"a.csv", "id,name,email\n1,R,r@example.org\n"}, {"a.db", "SQLite format 3"},
      {"a.sql", "INSERT INTO c VALUES (1);"},
      {"a.json", "[{\"email\": \"r@example.org\"}]"},
      {"a.json", "{\"db\": [{\"data\": {\"posts\": []}}]}"}, {"a.json", "{"},
      {"a.txt", "Some text\n"}, {"a", "# Not a heading but a comment\n"}, {"a", ""},
      {"a.png", "\x89PNG\r\n"}};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
    assert_int_equal(format_of(files[i][0], files[i][1], IMPORT_AUTO), IMPORT_UNKNOWN);
  assert_int_equal(format_of("a.txt", "Text\n", IMPORT_MARKDOWN), IMPORT_MARKDOWN);
}

static void formats_have_names(void **state) {
  enum import_format format = IMPORT_AUTO;
  (void)state;
  assert_true(import_format_find("wxr", &format));
  assert_int_equal(format, IMPORT_WXR);
  assert_true(import_format_find("auto", &format));
  assert_false(import_format_find("WXR", &format));
  assert_false(import_format_find("", &format));
  assert_false(import_format_find("unknown", &format));
}

/* What can be imported is documented under the same names, in the same words. */
static void every_format_is_documented(void **state) {
  struct buf manual = {0};
  char why[FILE_WHY], row[300];
  (void)state;
  assert_err(
      file_read(TESTS_DIR "/../docs/import.md", FILE_FOLLOW, 1 << 20, &manual, why),
      OK);
  for (int f = IMPORT_AUTO + 1; f < IMPORT_UNKNOWN; f++) {
    enum import_format format = (enum import_format)f, found = IMPORT_AUTO;
    const char *name = import_format_name(format);
    assert_true(import_format_find(name, &found));
    assert_int_equal(found, format);
    snprintf(row, sizeof row, "| `%s` | %s |", name, import_format_meaning(format));
    if (!strstr(buf_text(&manual), row))
      fail_msg("docs/import.md lacks: %s", row);
  }
  assert_null(import_format_name(IMPORT_AUTO));
  assert_null(import_format_meaning(IMPORT_UNKNOWN));
  buf_free(&manual);
}

static void standard_input_can_be_read_twice(void **state) {
  struct import_run run = {.input = -1};
  int fds[2];
  char text[8] = "";
  (void)state;
  assert_int_equal(pipe(fds), 0);
  assert_int_equal(write(fds[1], "hello", 5), 5);
  close(fds[1]);
  assert_true(dup2(fds[0], STDIN_FILENO) == STDIN_FILENO);
  close(fds[0]);
  assert_err(import_format_keep_input(&run), OK);
  assert_int_equal(pread(run.input, text, 5, 0), 5);
  assert_int_equal(pread(run.input, text, 5, 0), 5);
  assert_string_equal(text, "hello");
  assert_err(import_format_keep_input(&run), OK); /* once is enough */
  close(run.input);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_export_is_recognised_by_its_content),
      cmocka_unit_test(exports_of_comments_are_recognised),
      cmocka_unit_test(exports_of_blogs_are_recognised),
      cmocka_unit_test(articles_are_recognised_by_name_or_front_matter),
      cmocka_unit_test(other_files_are_not_imported),
      cmocka_unit_test(formats_have_names),
      cmocka_unit_test(every_format_is_documented),
      cmocka_unit_test(standard_input_can_be_read_twice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
