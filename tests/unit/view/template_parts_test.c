#include "view/template_parts.h"

#include <string.h>

#include "view/template_text.h"
#include "view_support.h"

#define FIRST "{{%AUTOESCAPE context=\"HTML\"}}\n"
#define BOTH "{{include:comments.html}}\n{{include:form.html}}\n"

static bool between(const char *text) {
  return template_parts_is_between_tags(text, strlen(text));
}

static bool closed(const char *text) {
  return template_parts_is_closed(text, strlen(text));
}

static bool apart(const char *text) {
  return template_parts_is_apart(text, strlen(text));
}

static void knows_where_tags_end(void **state) {
  static const char *const yes[] = {"", "text", "<p>", "<p a='>'>", "<p a=\">\">",
      "<!-- <script> -->", "<script src=\"x\"></script>", "<SCRIPT>a < b</Script >x",
      "<style>p > a {}</style>\n", "<scripted>", "<br/>",
      "<p{{#A}} lang=\"{{B}}\"{{/A}}>\n", "<textarea>\n{{T}}</textarea>"};
  static const char *const no[] = {"<", "<p", "<p a=\"", "<p a=\">", "<p a='", "<!--",
      "<!-- -- >", "<script>", "<script>\n", "<style>p{", "<textarea>", "<title>",
      "<script></scripts>", "<script></script", "a < b", "<noscript><p>", "<svg><g>",
      "<iframe>", "<plaintext>"};
  (void)state;
  for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
    if (!between(yes[i]))
      fail_msg("%s", yes[i]);
  for (size_t i = 0; i < sizeof no / sizeof *no; i++)
    if (between(no[i]))
      fail_msg("%s", no[i]);
  /* Not past the end. */
  assert_true(template_parts_is_between_tags("<p><script>", 3));
}

static void knows_the_names_of_comments(void **state) {
  (void)state;
  assert_true(closed(""));
  assert_true(closed("{{! any TITLE }}{{#COMMENTS}}{{HEADING}}{{/COMMENTS}}"));
  assert_true(closed("{{#COMMENT}}{{ISO}}{{TEXT_HTML:none}}{{TIME:h}}{{/COMMENT}}"));
  assert_true(closed("{{#PAGER}}{{#BEFORE}}{{URL}}{{TEXT}}{{/BEFORE}}{{/PAGER}}"));
  assert_true(closed("{{#NUMBER}}{{#LINK}}{{URL}}{{/LINK}}{{#GAP}}{{TEXT}}{{/GAP}}"
                     "{{/NUMBER}}"));
  /* The page around them has values for these. */
  assert_false(closed("{{TITLE}}"));
  assert_false(closed("{{#COMMENTS}}{{SITE_TITLE}}{{/COMMENTS}}"));
  assert_false(closed("{{#IS_POST}}{{/IS_POST}}"));
  assert_false(closed("{{#COMMENT}}{{URL}}{{/COMMENT}}"));
  assert_false(closed("{{#PAGER}}{{TEXT}}{{/PAGER}}"));
  assert_false(closed("{{#NUMBER}}{{URL}}{{/NUMBER}}"));
  assert_false(closed("{{#BEFORE}}{{/BEFORE}}{{URL}}"));
  assert_false(closed("{{ISO}}"));
  assert_false(closed("{{ID"));
}

static void knows_a_page_that_uses_them(void **state) {
  (void)state;
  assert_true(apart("{{#IS_POST}}{{TITLE:h}}{{/IS_POST}}{{! COMMENTS }}"));
  assert_true(apart("{{COMMENTS_URL}}{{COMMENT_COUNT}}"));
  assert_false(apart("{{#COMMENTS}}{{/COMMENTS}}"));
  assert_false(apart("{{#FORM}}"));
}

static void knows_a_form_that_depends_on_comments(void **state) {
  static const char with[] = "{{#FORM}}{{#COMMENTS}}{{HEADING}}{{/COMMENTS}}{{/FORM}}";
  static const char without[] = "{{#FORM}}{{#NEW}}{{/NEW}}{{COMMENT_TEXT:h}}{{/FORM}}";
  (void)state;
  assert_true(template_parts_is_form(without, strlen(without)));
  assert_false(template_parts_is_form(with, strlen(with)));
}

/* A site that has one file of its own: whether its pages are rendered in parts. The
 * page without comments must be the same in any case. */
static bool parted(const char *name, const char *text, const char *lang) {
  char why[400] = "";
  char *folder = support_folder();
  const struct overlay own = {{folder}, NULL};
  struct templates *t = NULL;
  support_write(folder, name, text);
  if (templates_load(&t, &own, lang, why, sizeof why))
    fail_msg("%s", why);
  bool is = templates_has_parts(t);
  templates_free(t);
  free(folder);
  return is;
}

static void our_own_templates_have_parts(void **state) {
  static const char *const languages[] = {"en", "de", "ar", "es", "zh"};
  (void)state;
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
    assert_true(parted("notes.txt", "", languages[i]));
}

static void a_theme_may_have_parts(void **state) {
  (void)state;
  assert_true(parted("article.html", FIRST "<p>{{TITLE}}</p>\n" BOTH "<hr>\n", "en"));
  assert_true(parted("article.html",
      FIRST "{{include:form.html}}\n<hr>\n{{include:comments.html}}\n", "en"));
  assert_true(parted("comments.html",
      FIRST "<hr>\n{{#COMMENTS}}<p>{{HEADING}}</p>{{/COMMENTS}}\n", "en"));
  assert_true(parted("comments.html",
      FIRST "{{#FORM}}<p><a href=\"#respond\">x</a></p>{{/FORM}}\n", "en"));
  assert_true(parted("form.html", FIRST "\n", "en"));
}

static void other_themes_are_rendered_as_a_whole(void **state) {
  static const char *const pages[] = {"", "{{include:comments.html}}\n",
      BOTH "{{include:form.html}}\n", "<div>" BOTH,
      "{{#IS_POST}}\n" BOTH "{{/IS_POST}}\n",
      "{{include:form.html}}\n{{include:comments.html}}",
      "{{include:comments.html}}</p>\n{{include:form.html}}\n", "<!--\n" BOTH "-->\n",
      "{{#COMMENTS}}<a href=\"#comments\">x</a>{{/COMMENTS}}\n" BOTH,
      BOTH "{{#FORM}}<a href=\"#respond\">x</a>{{/FORM}}\n"};
  (void)state;
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    struct buf text = {0};
    buf_puts(&text, FIRST);
    buf_puts(&text, pages[i]);
    if (parted("article.html", buf_text(&text), "en"))
      fail_msg("%s", pages[i]);
    buf_free(&text);
  }
  assert_false(parted("comments.html", FIRST "<p>On {{TITLE}}</p>\n", "en"));
  assert_false(parted("comments.html", FIRST "<p>no line end</p>", "en"));
  assert_false(parted("form.html", FIRST "{{#IS_POST}}<p>x</p>{{/IS_POST}}\n", "en"));
  assert_false(parted("form.html", FIRST "{{#COMMENTS}}<p>x</p>{{/COMMENTS}}\n", "en"));
  assert_false(parted("pager.html", FIRST "{{#PAGER}}{{URL}}{{/PAGER}}\n", "en"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(knows_where_tags_end),
      cmocka_unit_test(knows_the_names_of_comments),
      cmocka_unit_test(knows_a_page_that_uses_them),
      cmocka_unit_test(knows_a_form_that_depends_on_comments),
      cmocka_unit_test(our_own_templates_have_parts),
      cmocka_unit_test(a_theme_may_have_parts),
      cmocka_unit_test(other_themes_are_rendered_as_a_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
