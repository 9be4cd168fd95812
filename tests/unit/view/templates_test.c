#include "view_support.h"

#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "view/template_text.h"

#define FIRST "{{%AUTOESCAPE context=\"HTML\"}}\n"

static const char *const pages[] = {"article.html", "list.html", "error.html"};

/* Returns why error.html with this text is refused, or NULL if it is accepted. */
static const char *refusal(const char *name, const char *text) {
  static char why[400];
  struct templates *t = NULL;
  char *folder = support_folder();
  support_write(folder, name, text);
  enum err e =
      templates_load(&t, &(struct overlay){{folder}, NULL}, "en", why, sizeof why);
  templates_free(t);
  free(folder);
  if (e == OK)
    return NULL;
  assert_err(e, ERR_TEMPLATE);
  assert_null(t);
  return why;
}

static void test_faults_are_found_on_loading(void **state) {
  (void)state;
  static const struct {
    const char *text, *why;
  } rows[] = {
      {"<p>{{TITLE}}</p>\n", "must have this as its first line"},
      {"", "must have this as its first line"},
      {FIRST "{{message:no_such_word}}", "names an unknown message: no_such_word"},
      {FIRST "{{include:nothing.html}}",
          "includes nothing.html, which is not a known template"},
      {FIRST "{{include:../error.html}}",
          "includes ../error.html, which is not a known template"},
      {FIRST "{{include:error.html}}", "includes itself"},
      {FIRST "\n{{TITLE:shout}}", "in line 3: {{TITLE:shout}} has an unknown modifier"},
      {FIRST "{{TITLE:h:}}", "has an unknown modifier"},
      {FIRST "{{TITLE:none}}", "must be escaped"},
      {FIRST "{{#A}}", "does not close the section A"},
      {FIRST "{{/A}}", "closes a section that is not the innermost open one"},
      {FIRST "{{#A}}{{#B}}{{/A}}{{/B}}", "closes a section that is not the innermost"},
      {FIRST "{{#}}{{/}}", "is not a valid name of a section"},
      {FIRST "{{>PART}}", "write {{include:FILE}}"},
      {FIRST "{{=<< >>=}}", "would change the braces"},
      {FIRST FIRST, "is allowed in the first line only"},
      {FIRST "{{ TITLE }}", "is not a variable, section or comment"},
      {FIRST "{{}}", "is not a variable, section or comment"},
      {FIRST "{{TITLE", "has \"{{\" without \"}}\" in line 2"},
      {FIRST "<p style={{TITLE}}>", "has a variable where it cannot be escaped"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *why = refusal("error.html", rows[i].text);
    if (!why || !strstr(why, rows[i].why) || !strstr(why, "error.html"))
      fail_msg("%s: got \"%s\"", rows[i].text, why ? why : "no refusal");
  }
}

static void test_sections_have_a_limit(void **state) {
  (void)state;
  struct buf deep = {0}, wide = {0};
  buf_puts(&deep, FIRST);
  for (int i = 0; i < 17; i++)
    buf_puts(&deep, "{{#A}}");
  assert_non_null(
      strstr(refusal("error.html", buf_text(&deep)), "nests sections too deeply"));
  buf_puts(&wide, FIRST "{{");
  for (int i = 0; i < 200; i++)
    buf_puts(&wide, "A");
  buf_puts(&wide, "}}");
  assert_non_null(strstr(refusal("error.html", buf_text(&wide)), "too long"));
  buf_free(&deep);
  buf_free(&wide);
}

/* ctemplate would write them to the terminal of the user who starts the program. */
static void test_control_characters_are_refused(void **state) {
  (void)state;
  assert_non_null(strstr(refusal("error.html", FIRST "<p>\n<a b=\x1b[31m{{A}}>"),
      "has a control character or invalid UTF-8 in line 3"));
  assert_non_null(strstr(refusal("error.html", FIRST "\xff"), "in line 2"));
  assert_null(refusal("error.html", "{{%AUTOESCAPE context=\"HTML\"}}\r\n<p>é\r\n\t"));
}

static void test_unknown_files_are_refused(void **state) {
  (void)state;
  assert_non_null(strstr(refusal("eror.html", FIRST), "eror.html is not known"));
  assert_non_null(strstr(refusal("feed_rs.xml", FIRST), "feed_rs.xml is not known"));
  assert_non_null(strstr(refusal("mails.txt", "x"), "mails.txt is not known"));
  assert_null(refusal("notes.txt", "not a template"));
}

static void test_folder_may_be_missing_but_not_broken(void **state) {
  (void)state;
  struct templates *t = NULL;
  char why[200] = "";
  assert_err(templates_load(&t, &(struct overlay){{"/nonexistent/folder"}, NULL}, "en",
                 why, sizeof why),
      OK);
  templates_free(t);
  t = NULL;
  assert_err(
      templates_load(&t, &(struct overlay){{"/dev/null"}, NULL}, "en", why, sizeof why),
      ERR_TEMPLATE);
  assert_non_null(strstr(why, "/dev/null cannot be read"));
  assert_null(t);
}

static void test_override_replaces_one_file(void **state) {
  (void)state;
  struct templates *plain = view_templates(), *own = NULL;
  struct buf out = {0};
  char why[200] = "";
  char *folder = support_folder();
  support_write(folder, "error.html",
      FIRST
      "{{! a remark of more than eighty bytes, which no name would be, but which a "
      "person may write }}<b>{{message:reply_label}}</b>\n");
  assert_err(
      templates_load(&own, &(struct overlay){{folder}, NULL}, "en", why, sizeof why),
      OK);
  assert_true(templates_hash(own) != templates_hash(plain));
  struct dict *d = dict_new();
  dict_set(d, "NAME", "<Ada>");
  assert_err(templates_render(own, "error.html", d, &out), OK);
  assert_string_equal(buf_text(&out), "<b>Reply to &lt;Ada&gt;</b>\n");
  dict_free(d);
  templates_free(own);
  templates_free(plain);
  buf_free(&out);
  free(folder);
}

/* Templates of existing sites use the old spelling. */
static void test_word_is_an_alias_of_message(void **state) {
  (void)state;
  struct templates *t = NULL;
  struct buf out = {0};
  char why[200] = "";
  char *folder = support_folder();
  support_write(folder, "error.html", FIRST "{{word:home}} {{message:home}}\n");
  assert_err(
      templates_load(&t, &(struct overlay){{folder}, NULL}, "en", why, sizeof why), OK);
  assert_string_equal(why, "");
  struct dict *d = dict_new();
  assert_err(templates_render(t, "error.html", d, &out), OK);
  assert_string_equal(buf_text(&out), "Home Home\n");
  dict_free(d);
  templates_free(t);
  buf_free(&out);
  support_remove(folder);
  free(folder);
}

static void test_equal_texts_have_equal_hashes(void **state) {
  (void)state;
  struct templates *a = view_templates(), *b = view_templates();
  assert_true(templates_hash(a) == templates_hash(b));
  templates_free(a);
  templates_free(b);
}

static void test_failed_rendering_leaves_the_output(void **state) {
  (void)state;
  struct templates *t = view_templates();
  struct buf out = {0};
  struct dict *d = dict_new();
  buf_puts(&out, "before");
  assert_err(templates_render(t, "nothing.html", d, &out), ERR_TEMPLATE);
  assert_string_equal(buf_text(&out), "before");
  assert_int_equal(out.len, 6);
  dict_free(d);
  assert_err(templates_render(t, "error.html", NULL, &out), ERR_NOMEM);
  templates_free(t);
  buf_free(&out);
}

/* Every variable of the template is `value` (those for HTML "<i></i>"), every section
 * is shown: ctemplate looks for both upwards. */
static char *render_all(
    const struct templates *t, const char *page, const char *value) {
  struct buf text = {0}, out = {0};
  char why[200] = "";
  assert_err(template_text(page, NULL, "en", &text, why, sizeof why), OK);
  struct dict *d = dict_new();
  for (const char *s = buf_text(&text); (s = strstr(s, "{{")) != NULL;) {
    char name[80] = "";
    s += 2;
    bool section = *s == '#';
    snprintf(name, sizeof name, "%.*s", (int)strcspn(s + section, ":}"), s + section);
    if (section)
      dict_show(d, name, 1);
    else if (strchr("/!%", *s) == NULL)
      dict_set(d, name, strstr(name, "_HTML") ? "<i></i>" : value);
  }
  assert_err(templates_render(t, page, d, &out), OK);
  dict_free(d);
  buf_free(&text);
  return support_take(&out);
}

static void test_hostile_values_everywhere(void **state) {
  (void)state;
  struct templates *t = view_templates();
  for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
    char *plain = render_all(t, pages[i], "a");
    char *hostile = render_all(t, pages[i], HOSTILE);
    view_expect(hostile, "&lt;script&gt;");
    assert_int_equal(view_count(hostile, "<script"), view_count(plain, "<script"));
    view_refute(hostile, "&amp; ");
    /* Text stays text: no value adds an element, a quotation mark or a template marker.
     * */
    assert_int_equal(view_count(hostile, "<"), view_count(plain, "<"));
    assert_int_equal(view_count(hostile, ">"), view_count(plain, ">"));
    assert_int_equal(view_count(hostile, "\""), view_count(plain, "\""));
    assert_int_equal(view_count(hostile, "'"), view_count(plain, "'"));
    free(plain);
    free(hostile);
  }
  templates_free(t);
}

static void test_links_take_no_script(void **state) {
  (void)state;
  struct templates *t = view_templates();
  static const char *const values[] = {
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"};
  for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
    for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
      char *page = render_all(t, pages[i], values[k]);
      char attribute[80];
      static const char *const names[] = {"href", "src", "action"};
      for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        snprintf(attribute, sizeof attribute, "%s=\"%s", names[n], values[k]);
        view_refute(page, attribute);
      }
      free(page);
    }
  templates_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_faults_are_found_on_loading),
      cmocka_unit_test(test_sections_have_a_limit),
      cmocka_unit_test(test_unknown_files_are_refused),
      cmocka_unit_test(test_control_characters_are_refused),
      cmocka_unit_test(test_folder_may_be_missing_but_not_broken),
      cmocka_unit_test(test_override_replaces_one_file),
      cmocka_unit_test(test_word_is_an_alias_of_message),
      cmocka_unit_test(test_equal_texts_have_equal_hashes),
      cmocka_unit_test(test_failed_rendering_leaves_the_output),
      cmocka_unit_test(test_hostile_values_everywhere),
      cmocka_unit_test(test_links_take_no_script),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
