#include "export/export_wxr_terms.h"

#include "export_support.h"
#include "fail_alloc.h"

static int64_t add_post(struct blog *b) {
  static const char *const categories[] = {"News/Boats", "Old/Boats"};
  static const char *const tags[] = {"Q & A"};
  struct article_input input = support_article_input("one");
  input.author = "Ada";
  support_categories(&input, categories, 2);
  support_tags(&input, tags, 1);
  return support_save(b, &input);
}

static void all_terms_are_written(void **state) {
  struct blog *b = *state;
  struct export_support_wxr d;
  add_post(b);
  export_support_begin(&d, b);
  assert_err(export_wxr_put_terms(&d.wxr), OK);
  const char *text = export_support_text(&d);
  assert_has(text, "<wp:author_login><![CDATA[ada]]>");
  assert_has(text, "<wp:author_email><![CDATA[]]>");
  assert_has(text, "<wp:category_nicename><![CDATA[news]]>");
  assert_has(text, "<wp:category_parent><![CDATA[news]]>");
  assert_has(text, "<wp:tag_name><![CDATA[Q &amp; A]]>");
  export_support_end(&d);
}

/* In WordPress, slugs of categories are unique across all parents. */
static void a_second_category_of_the_same_slug_gets_a_number(void **state) {
  struct blog *b = *state;
  struct export_support_wxr d;
  int64_t id = add_post(b);
  export_support_begin(&d, b);
  assert_err(export_wxr_put_terms(&d.wxr), OK);
  assert_has(export_support_text(&d), "<wp:category_nicename><![CDATA[boats]]>");
  assert_has(export_support_text(&d), "<wp:category_nicename><![CDATA[boats-2]]>");
  size_t before = strlen(export_support_text(&d));
  assert_err(export_wxr_put_labels(&d.wxr, b->arena, id), OK);
  const char *labels = export_support_text(&d) + before;
  assert_has(labels, "<category domain=\"category\" nicename=\"boats\">");
  assert_has(labels, "<category domain=\"category\" nicename=\"boats-2\">");
  assert_has(labels, "<category domain=\"post_tag\" nicename=\"q-a\">");
  export_support_end(&d);
}

static enum err put_all(void *context) {
  struct export_support_wxr d;
  export_support_begin(&d, context);
  struct arena *a = arena_new(1 << 20);
  enum err e = a && d.wxr.arena ? export_wxr_put_terms(&d.wxr) : ERR_NOMEM;
  if (!e)
    e = export_wxr_put_labels(&d.wxr, a, 1);
  arena_free(a);
  export_support_end(&d);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  add_post(*state);
  fail_alloc_each(put_all, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(all_terms_are_written),
      support_site_test(a_second_category_of_the_same_slug_gets_a_number),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
