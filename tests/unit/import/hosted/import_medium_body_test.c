#include "import/hosted/import_medium_body.h"

#include "fail_alloc.h"
#include "support.h"

static enum err read_body(struct arena *a, const char *html, const char *title,
    struct import_medium_body *out) {
  struct html_tree t;
  struct html_walk walk;
  const GumboNode *node;
  enum err e = html_parse(html, strlen(html), HTML_FRAGMENT, &t);
  if (e)
    return e;
  *out = (struct import_medium_body){.title = title};
  html_walk_start(&walk, &t, t.root);
  e = html_walk_next(&walk, &node) == HTML_ENTER
          ? import_medium_body_read(a, &t, html, strlen(html), node, out)
          : ERR_NOMEM;
  html_free(&t);
  return e;
}

static void the_title_is_cut_where_it_is_repeated(void **state) {
  static const struct {
    const char *title, *in, *out, *whole;
  } all[] = {
      {"Low tide", "<h3>Low tide</h3><p>x</p>", "<p>x</p>", "Low tide"},
      {"It's \"wet\"", "<h3>It\u2019s\u00a0\u201cwet\u201d</h3>x", "x",
          "It\u2019s\u00a0\u201cwet\u201d"},
      {"Low\u2026", "<h3>Low tide</h3>x", "x", "Low tide"},
      {"Low", "<h3>Low tide</h3>x", "<h3>Low tide</h3>x", "Low"},
      {"Low", "<p>x</p><h3>Low</h3>", "<p>x</p><h3>Low</h3>", "Low"},
      {"Low", "<p>x</p><h3 class='graf--title'>Low</h3>", "<p>x</p>", "Low"},
      {"", "<h3>\u2026</h3>x", "<h3>\u2026</h3>x", ""},
      {NULL, "<h3>Low</h3>x", "<h3>Low</h3>x", NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct arena *a = arena_new(1 << 20);
    struct import_medium_body out;
    char *html = arena_printf(a, "<section>%s</section>", all[i].in);
    assert_err(read_body(a, html, all[i].title, &out), OK);
    assert_string_equal(out.html, all[i].out);
    if (all[i].whole)
      assert_string_equal(out.title, all[i].whole);
    arena_free(a);
  }
}

static void layout_is_removed_and_frames_become_links(void **state) {
  static const char *const all[][2] = {
      {"<section class=section--body><div class=section-divider><hr></div><div"
       " class=section-content><p>a</p></div></section>",
          "<p>a</p>"},
      {"<p>a</p><div class='section-divider'><hr></div><p>b</p>",
          "<p>a</p><hr><p>b</p>"},
      {"<a href=x>t</a><a class='js-mixtapeImage' href=x></a>", "<a href=x>t</a>"},
      {"<script src='https://gist.github.com/a/1.js'></script>",
          "<p><a href=\"https://gist.github.com/a/1\">https://gist.github.com/a/1</a></p>"},
      {"<iframe src='https://x.org/?a&amp;b'></iframe>",
          "<p><a href=\"https://x.org/?a&amp;b\">https://x.org/?a&amp;b</a></p>"},
      {"<iframe src='https://www.youtube.com/embed/x'></iframe>",
          "<iframe src='https://www.youtube.com/embed/x'></iframe>"},
      {"<p><a class=m href='https://medium.com/r/?url=https%3A%2F%2Fx.org%2F%3Fa%26b&t=1'>t</a>"
       "</p>",
          "<p><a href=\"https://x.org/?a&amp;b\">t</a></p>"},
      {"<iframe src='javascript:x'></iframe>", "<iframe src='javascript:x'></iframe>"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct arena *a = arena_new(1 << 20);
    struct import_medium_body out;
    char *html = arena_printf(a, "<section>%s</section>", all[i][0]);
    assert_err(read_body(a, html, "T", &out), OK);
    assert_string_equal(out.html, all[i][1]);
    arena_free(a);
  }
}

static void responses_and_losses_are_noticed(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct import_medium_body out;
  (void)state;
  assert_err(read_body(a, "<i><p>I agree. Thanks!</p></i>", "I agree\u2026", &out), OK);
  assert_true(out.begins_with_title);
  assert_err(
      read_body(a, "<i><h3>I agree</h3><p>I agree</p></i>", "I agree", &out), OK);
  assert_false(out.begins_with_title);
  assert_err(
      read_body(a, "<i><figure class=graf--iframe></figure></i>", "T", &out), OK);
  assert_int_equal(out.lost, 1);
  arena_free(a);
}

static enum err read_some(void *context) {
  struct arena *a = arena_new(1 << 20);
  struct import_medium_body out;
  enum err e = a ? read_body(a, context, "Low", &out) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(read_some,
      (char[]){"<section><h3>Low</h3><iframe src='https://x.org'></iframe></section>"});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_title_is_cut_where_it_is_repeated),
      cmocka_unit_test(layout_is_removed_and_frames_become_links),
      cmocka_unit_test(responses_and_losses_are_noticed),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
