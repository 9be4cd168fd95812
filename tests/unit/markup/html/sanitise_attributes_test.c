#include "markup/html/sanitise_attributes.h"

#include "markup/html/html_tree.h"
#include "support.h"

/* The attributes written for the only element in `html`; the caller frees the text. */
static char *attributes(
    const char *html, enum sanitise_profile profile, unsigned *wrote) {
  struct html_tree t;
  struct html_walk walk;
  const GumboNode *node;
  struct buf out = {0};
  struct arena *a = arena_new(1 << 16);
  struct sanitise_writer w = {.profile = profile, .arena = a};
  char name[HTML_NAME];
  assert_err(html_parse(html, strlen(html), HTML_FRAGMENT, &t), OK);
  html_walk_start(&walk, &t, t.root);
  assert_int_equal(html_walk_next(&walk, &node), HTML_ENTER);
  html_name(node, name);
  const struct sanitise_element *rule = sanitise_find_element(name);
  assert_non_null(rule);
  *wrote = sanitise_put_attributes(&w, rule, node, &out);
  assert_false(w.failed);
  html_free(&t);
  arena_free(a);
  return out.len ? support_take(&out) : strdup("");
}

static void only_listed_attributes_are_written(void **state) {
  static const struct {
    const char *html, *want;
    unsigned wrote;
  } rows[] = {
      {"<a href='/x' onclick='y()' style='color:red'>", " href=\"/x\"", WROTE_LINK},
      {"<a href='javascript:y()'>", "", 0},
      {"<a href='&#9;java&Tab;script:y()'>", "", 0},
      {"<img src='a.png' alt='A &quot;b&quot;' width='3' height='x'>",
          " src=\"a.png\" alt=\"A &quot;b&quot;\" width=\"3\"",
          WROTE_SOURCE | WROTE_ALT},
      {"<p id='section' dir='rtl' lang='ar'>",
          " id=\"section\" dir=\"rtl\" lang=\"ar\"", WROTE_ID},
      {"<p id='comment'>", "", 0}, /* an ID of the page itself */
      {"<p dir='sideways' lang='no language'>", "", 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    unsigned wrote = 0;
    char *out = attributes(rows[i].html, SANITISE_AUTHOR, &wrote);
    if (strcmp(out, rows[i].want) != 0 || wrote != rows[i].wrote)
      fail_msg("%s: \"%s\", %x", rows[i].html, out, wrote);
    free(out);
  }
}

static void comments_get_links_only(void **state) {
  unsigned wrote = 0;
  (void)state;
  char *out = attributes("<a href='https://a.example/' id='x' class='y' lang='en'>",
      SANITISE_COMMENT, &wrote);
  assert_string_equal(out, " href=\"https://a.example/\"");
  free(out);
  out = attributes("<a href='/relative'>", SANITISE_COMMENT, &wrote);
  assert_string_equal(out, "");
  free(out);
}

static void forbidden_characters_are_dropped(void **state) {
  struct buf out = {0};
  (void)state;
  sanitise_put_text(&out, "a\x01"
                          "b\xef\xbf\xbe"
                          "c\xef\xb7\x90 d\xf0\x9f\xbf\xbe <&\"'");
  assert_string_equal(buf_text(&out), "abc d &lt;&amp;\"'");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_listed_attributes_are_written),
      cmocka_unit_test(comments_get_links_only),
      cmocka_unit_test(forbidden_characters_are_dropped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
