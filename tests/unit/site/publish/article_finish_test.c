#include "site/publish/article_finish.h"

#include "fail_alloc.h"
#include "support.h"

static void a_missing_excerpt_comes_from_the_text(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 16);
  struct article_input in = {.html = "<p>Low <em>tide</em>\nat six &amp; later.</p>"};
  assert_err(article_finish(a, &in), OK);
  assert_string_equal(in.excerpt, "Low tide at six & later.");
  assert_int_equal(in.reading_minutes, 1);
  arena_free(a);
}

static void a_written_excerpt_is_kept(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 16);
  struct article_input in = {.html = "<p>Low tide.</p>", .excerpt = "Mud."};
  assert_err(article_finish(a, &in), OK);
  assert_string_equal(in.excerpt, "Mud.");
  arena_free(a);
}

static void an_excerpt_ends_at_the_mark(void **state) {
  static char source[3000] = "A [long](x)\n";
  struct article_input in = {
      .format = "markdown", .source = source, .html = "<p>y</p>"};
  (void)state;
  for (int i = 0; i < 50; i++)
    strcat(source, "words ");
  strcat(source, "end.\n\n<!--more-->\n\nNot this.\n");
  struct arena *a = arena_new(1 << 16);
  assert_err(article_finish(a, &in), OK);
  assert_true(strncmp(in.excerpt, "A long words words", 18) == 0);
  assert_string_equal(in.excerpt + strlen(in.excerpt) - 10, "words end.");
  in = (struct article_input){.format = "markdown",
      .source = "# Title\n<!--more-->\nText.\n",
      .html = "<h2>Title</h2><p>Text.</p>"};
  assert_err(article_finish(a, &in), OK);
  assert_string_equal(in.excerpt, "Text.");
  arena_free(a);
}

static void knows_an_excerpt_that_nobody_wrote(void **state) {
  static const struct {
    const char *excerpt;
    bool made;
  } rows[] = {{"In C… And now.", true}, {"In C: And now.", true}, {"In C… And", true},
      {"Mud.", false}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct arena *a = arena_new(1 << 16);
    bool made = !rows[i].made;
    const struct article_body body = {"markdown",
        "In C:\n\n    x\n\nAnd\n<!-- more -->\nnow.\n",
        "<p>In C:</p><pre>x</pre><p>And now.</p>", 0};
    assert_err(article_finish_made_excerpt(a, &body, rows[i].excerpt, &made), OK);
    assert_int_equal(made, rows[i].made);
    arena_free(a);
  }
}

static void an_excerpt_has_a_bounded_length(void **state) {
  static char html[8000] = "<p>";
  struct article_input in = {.html = html};
  (void)state;
  for (int i = 0; i < 1000; i++)
    strcat(html, "words ");
  struct arena *a = arena_new(1 << 16);
  assert_err(article_finish(a, &in), OK);
  assert_true(strlen(in.excerpt) > ARTICLE_EXCERPT_CHARACTERS / 2);
  assert_true(strlen(in.excerpt) <= ARTICLE_EXCERPT_CHARACTERS + 4);
  assert_true(in.reading_minutes > 1);
  arena_free(a);
}

static enum err finish(void *context) {
  struct article_input in = {.html = context};
  struct arena *a = arena_new(1 << 16);
  enum err e = a ? article_finish(a, &in) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(finish, (char[]){"<p>Low tide.</p>"}) >= 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_missing_excerpt_comes_from_the_text),
      cmocka_unit_test(a_written_excerpt_is_kept),
      cmocka_unit_test(an_excerpt_ends_at_the_mark),
      cmocka_unit_test(knows_an_excerpt_that_nobody_wrote),
      cmocka_unit_test(an_excerpt_has_a_bounded_length),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
