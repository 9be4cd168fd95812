#include "import/files/import_article.h"

#include "support_import.h"

static void front_matter_fills_in_the_article(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("tide.md",
      "---\ntitle: Low tide\ndate: 2026-01-02 08:00\nauthor: Ada <ada@example.org>\n"
      "excerpt: Mud.\nsticky: true\nlang: de\ntags: [a, b]\npassword: x\n---\n# Body\n");
  struct buf text = {0};
  struct article r = support_article(b, support_import_one(b, folder, &text));
  assert_string_equal(r.title, "Low tide");
  assert_string_equal(r.author, "Ada");
  assert_string_equal(r.excerpt, "Mud.");
  assert_string_equal(r.lang, "de");
  assert_true(r.sticky);
  assert_int_equal(r.status, ARTICLE_PRIVATE); /* it had a password */
  assert_non_null(strstr(buf_text(&text), "passwords are not supported"));
  buf_free(&text);
  free(folder);
}

static void a_file_without_front_matter_is_named_by_its_heading(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("2026-01-02-tide.md", "# High water\n\nText.\n");
  struct article r = support_article(b, support_import_one(b, folder, NULL));
  assert_string_equal(r.title, "High water");
  assert_string_equal(r.slug, "tide");
  free(folder);
}

static void faults_name_their_line(void **state) {
  static const struct {
    const char *text, *says;
  } rows[] = {
      {"---\ntitle: A\n", "a.md:1: the front matter that begins here is not closed"},
      {"\xff\n", "a.md:1: is not UTF-8"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct support_import done;
    char *folder = support_import_folder("a.md", rows[i].text);
    assert_err(support_import(*state, folder, NULL, &done), OK);
    if (!strstr(buf_text(&done.text), rows[i].says))
      fail_msg("%zu: %s", i, buf_text(&done.text));
    assert_int_equal(done.counts[IMPORT_FAILED], 1);
    buf_free(&done.text);
    free(folder);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(front_matter_fills_in_the_article),
      support_site_test(a_file_without_front_matter_is_named_by_its_heading),
      support_site_test(faults_name_their_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
