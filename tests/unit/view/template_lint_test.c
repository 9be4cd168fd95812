#include "view/template_lint.h"

#include "support.h"
#include "view/template_text.h"

static char found[2000];

static void keep(void *context, const char *file, int line, const char *finding) {
  (void)context, (void)file;
  size_t n = strlen(found);
  snprintf(found + n, sizeof found - n, "%d: %s\n", line, finding);
}

static const char *lint(const char *name, const char *text) {
  found[0] = '\0';
  template_lint(name, text, keep, NULL);
  return found;
}

static void unknown_names_are_found(void **state) {
  (void)state;
  assert_string_equal(lint("list.html", "{{! x }}\n<h1>{{TITEL}}</h1>{{TITLE:h}}\n"),
      "2: nothing sets TITEL; did you mean TITLE\n");
  assert_string_equal(lint("mail.txt", "{{#WRONG_SECTION}}{{/WRONG_SECTION}}"),
      "1: nothing sets WRONG_SECTION\n");
  assert_string_equal(
      lint("list.html", "{{message:home}}{{include:head.html}}{{ODD"), "");
}

static void what_browsers_block_is_found(void **state) {
  static const char *const wrong[] = {"<p style=\"color:red\">", "<style>a{}</style>",
      "<a onclick=\"x()\">", "<A ONCLICK=\"x()\">", "<script>x()</script>",
      "<a href=\"javascript:x()\">", "<iframe src=\"/\">", "<base href=\"/\">",
      "<link rel=\"stylesheet\" href=\"https://fonts.example/a.css\">",
      "<script src=\"//cdn.example/a.js\"></script>", "<img srcset=\"{{URL}} 2x\">",
      "<p srcdoc=\"x\">", "<button formaction=\"{{URL}}\">"};
  static const char *const right[] = {"<p class=\"style\">",
      "<script src=\"{{FIND_URL}}\">",
      "<script type=\"application/ld+json\">{{JSON_LD_HTML:none}}</script>",
      "<a href=\"https://example.org/\">Only once</a>", "<img srcset=\"/a.png 2x\">",
      "<link rel=\"stylesheet\" href=\"{{STYLE_URL}}\">", "<p>one = two</p>",
      "<img src=\"{{LOGO_URL}}\" srcset=\"/a.png\" alt=\"{{TITLE}}\">"};
  (void)state;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    if (!*lint("head.html", wrong[i]))
      fail_msg("%s: nothing found", wrong[i]);
  for (size_t i = 0; i < sizeof right / sizeof *right; i++)
    if (*lint("head.html", right[i]))
      fail_msg("%s: %s", right[i], found);
  assert_string_equal(lint("mail.txt", "<style>"), "");
}

/* An author who copies a template must not be told that it is wrong. */
static void built_in_templates_are_fine(void **state) {
  char why[200];
  (void)state;
  for (size_t i = 0; template_text_name(i); i++) {
    struct buf text = {0};
    assert_err(
        template_text(template_text_name(i), NULL, "en", &text, why, sizeof why), OK);
    if (*lint(template_text_name(i), buf_text(&text)))
      fail_msg("%s: %s", template_text_name(i), found);
    buf_free(&text);
  }
}

static void keep_file(void *context, const char *file, int line, const char *finding) {
  (void)context;
  size_t n = strlen(found);
  snprintf(found + n, sizeof found - n, "%s:%d: %s\n", strrchr(file, '/') + 1, line,
      finding);
}

static void files_of_a_theme_are_looked_at(void **state) {
  char *folder = support_folder();
  (void)state;
  support_write(folder, "list.html", "\n{{TITEL}}");
  support_write(folder, "other.html", "{{TITEL}}");
  found[0] = '\0';
  template_lint_files(&(struct overlay){{NULL, folder}, NULL}, keep_file, NULL);
  assert_string_equal(found, "list.html:2: nothing sets TITEL; did you mean TITLE\n");
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(unknown_names_are_found),
      cmocka_unit_test(what_browsers_block_is_found),
      cmocka_unit_test(built_in_templates_are_fine),
      cmocka_unit_test(files_of_a_theme_are_looked_at),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
