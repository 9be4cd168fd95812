#include "import/files/import_pattern.h"

#include "base/clock.h"
#include "support.h"

static void patterns_are_expanded(void **state) {
  static const struct {
    enum import_engine_kind kind;
    const char *pattern, *path;
  } rows[] = {
      {IMPORT_ENGINE_JEKYLL, "date", "/a/b/2015/03/09/Hello_You.html"},
      {IMPORT_ENGINE_JEKYLL, "pretty", "/a/b/2015/03/09/Hello_You/"},
      {IMPORT_ENGINE_JEKYLL, "ordinal", "/a/b/2015/068/Hello_You.html"},
      {IMPORT_ENGINE_JEKYLL, "weekdate", "/a/b/2015/W11/Mon/Hello_You.html"},
      {IMPORT_ENGINE_JEKYLL, "none", "/a/b/Hello_You.html"},
      {IMPORT_ENGINE_JEKYLL, ":year/:i_month/:i_day/:slug/", "/2015/3/9/Hello-You/"},
      {IMPORT_ENGINE_JEKYLL, "/:short_year:short_month/:title", "/15Mar/Hello_You"},
      {IMPORT_ENGINE_JEKYLL, "/:hour-:minute-:second/:collection/", "/08-05-09/posts/"},
      {IMPORT_ENGINE_HEXO, ":year/:month/:day/:title/", "/2015/03/09/s/t/Hello_You/"},
      {IMPORT_ENGINE_HEXO, "/:category/:name.html", "/a/b/Hello_You.html"},
      {IMPORT_ENGINE_HUGO, "/:sections/:slugorfilename/", "/s/t/Hello_You/"},
      {IMPORT_ENGINE_HUGO, "/:section/:title/", "/s/Hello-you-all/"},
      {IMPORT_ENGINE_HUGO, "/:slug/", "/Hello-you-all/"},
      {IMPORT_ENGINE_HUGO, "/:year/:monthname/:yearday/:filename/",
          "/2015/March/68/Hello_You/"},
      {IMPORT_ENGINE_HUGO, "/:weekdayname/:weekday/", "/Monday/1/"},
      {IMPORT_ENGINE_ZOLA, "/:sections/:slugorfilename/", "/s/t/Hello-You/"},
  };
  const struct civil day = {2015, 3, 9, 8, 5, 9, 0};
  struct import_pattern_values v = {.title = "Hello, you all!",
      .slug = "",
      .name = "Hello_You",
      .folders = "s/t",
      .category = "a/b"};
  (void)state;
  assert_err(clock_from_civil(&day, &v.date), OK);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct buf out = {0};
    v.kind = rows[i].kind;
    assert_err(import_pattern_expand(rows[i].pattern, &v, &out), OK);
    assert_string_equal(buf_text(&out), rows[i].path);
    buf_free(&out);
  }
}

static void the_slug_of_the_front_matter_wins(void **state) {
  struct import_pattern_values v = {.title = "T", .slug = "mine", .name = "file"};
  struct buf out = {0};
  (void)state;
  v.folders = v.category = "";
  v.kind = IMPORT_ENGINE_HUGO;
  assert_err(import_pattern_expand("/:slugorfilename/:slug/:filename/", &v, &out), OK);
  assert_string_equal(buf_text(&out), "/mine/mine/file/");
  buf_free(&out);
}

static void an_unknown_placeholder_is_refused(void **state) {
  struct import_pattern_values v = {
      .title = "", .slug = "", .name = "", .folders = "a/b", .category = ""};
  struct buf out = {0};
  (void)state;
  v.kind = IMPORT_ENGINE_HUGO;
  assert_err(import_pattern_expand("/:abracadabra/", &v, &out), ERR_INVALID);
  assert_err(import_pattern_expand("/:sections[1:]/", &v, &out), ERR_INVALID);
  assert_err(import_pattern_expand("/:", &v, &out), ERR_INVALID);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(patterns_are_expanded),
      cmocka_unit_test(the_slug_of_the_front_matter_wins),
      cmocka_unit_test(an_unknown_placeholder_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
