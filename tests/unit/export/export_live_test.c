#include "export/export_live.h"

#include "export_support.h"
#include "fail_alloc.h"
#include "support_live.h"

static int64_t saved(struct blog *b) {
  struct article_input input = support_article_input("one");
  return support_save(b, &input);
}

static void a_post_has_its_updates_in_a_file(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  const char *text;
  int64_t id = saved(b);
  assert_err(export_live_text(&x, b->arena, id, &text), OK);
  assert_string_equal(text, "");
  support_live(b, id, "High \"water\"", "One", SUPPORT_DATE);
  support_live_change(b, id, (struct live_change){0, 60, 0});
  assert_err(export_live_text(&x, b->arena, id, &text), OK);
  assert_has(text, "\"order\": \"oldest\"");
  assert_has(text, "\"refresh\": 60");
  assert_has(text, "\"last_id\": 1");
  assert_has(text, "\"title\": \"High \\\"water\\\"\"");
  assert_has(text, "\"date\": \"2026-01-01T12:00:00+00:00\"");
  assert_lacks(text, "ended");
  assert_lacks(text, "edited");
}

/* The HTML of the test is not what its source renders to: then it takes its place. */
static void what_cannot_be_rendered_again_is_html(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  const char *text;
  int64_t id = saved(b), number;
  char why[LIVE_WRITE_WHY];
  struct live_update u = {.title = "", .source = "![x](x.png)", .html = "<p>Other</p>"};
  assert_err(live_write_add(b->site, b->arena, id, &u, &number, why), OK);
  assert_err(export_live_text(&x, b->arena, id, &text), OK);
  assert_has(text, "\"text\": \"<p>Other</p>\"");
}

static void other_formats_have_them_in_the_text(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  const char *html = "<p>Text</p>";
  int64_t id = saved(b);
  assert_err(export_live_append(&x, b->arena, id, &html), OK);
  assert_string_equal(html, "<p>Text</p>");
  support_live(b, id, "<b>", "One", SUPPORT_DATE);
  assert_err(export_live_append(&x, b->arena, id, &html), OK);
  assert_string_equal(html, "<p>Text</p>"
                            "<h3>2026-01-01 12:00 &lt;b&gt;</h3>\n<p>One</p>");
}

static enum err export_once(void *context) {
  struct blog *b = context;
  struct export x = {.site = b->site};
  struct arena *a = arena_new(1 << 20);
  const char *html = "<p>Text</p>";
  enum err e = a ? export_live_append(&x, a, 1, &html) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void memory_may_fail(void **state) {
  support_live(*state, saved(*state), "", "One", 0);
  assert_true(fail_alloc_each(export_once, *state) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_post_has_its_updates_in_a_file),
      support_site_test(what_cannot_be_rendered_again_is_html),
      support_site_test(other_formats_have_them_in_the_text),
      support_site_test(memory_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
