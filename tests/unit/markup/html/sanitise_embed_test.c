#include "markup/html/sanitise_embed.h"

#include "markup/html/html_tree.h"
#include "support.h"

/* The link made from the first <iframe> in `html`; "" if there is none. The caller
 * frees it. */
static char *embed(const char *html, const char *wrap, bool paragraph) {
  struct html_tree t;
  struct html_walk walk;
  const GumboNode *node;
  struct buf out = {0};
  bool written = false;
  assert_err(html_parse(html, strlen(html), HTML_FRAGMENT, &t), OK);
  html_walk_start(&walk, &t, t.root);
  for (enum html_step step; (step = html_walk_next(&walk, &node)) != HTML_END;) {
    char name[HTML_NAME];
    html_name(node, name);
    if (step == HTML_ENTER && strcmp(name, "iframe") == 0)
      written = sanitise_put_embed(&out, node, wrap, paragraph);
  }
  html_free(&t);
  assert_int_equal(written, out.len > 0);
  return out.len ? support_take(&out) : strdup("");
}

static void assert_embed(
    const char *html, const char *wrap, bool paragraph, const char *want) {
  char *out = embed(html, wrap, paragraph);
  assert_string_equal(out, want);
  free(out);
}

static void players_become_links_to_their_page(void **state) {
  (void)state;
  char *out = embed(
      "<iframe src=\"https://www.youtube.com/embed/abc?rel=0\" title=\"Ebb &amp; flow\">",
      NULL, true);
  assert_non_null(
      strstr(out, "<p class=\"embed\"><a href=\"https://www.youtube.com/watch?v=abc"));
  assert_non_null(strstr(out, ">Ebb &amp; flow</a></p>"));
  free(out);
  out = embed("<iframe src=\"https://player.vimeo.com/video/77\">", NULL, false);
  assert_memory_equal(out, "<a href=\"https://vimeo.com/77\"", 29);
  free(out);
}

static void other_frames_are_refused(void **state) {
  (void)state;
  assert_embed("<iframe src=\"https://evil.example/embed/abc\">", NULL, true, "");
  assert_embed("<iframe src=\"javascript:alert(1)\">", NULL, true, "");
  assert_embed("<iframe>", NULL, true, "");
  assert_embed(
      "<iframe src=\"https://www.youtube.com/embed/&quot;b\">", NULL, true, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(players_become_links_to_their_page),
      cmocka_unit_test(other_frames_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
