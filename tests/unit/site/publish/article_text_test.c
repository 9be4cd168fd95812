#include "site/publish/article_text.h"

#include "fail_alloc.h"
#include "markup/frontmatter/front_matter.h"
#include "support_site.h"

static int64_t save_article(struct blog *b) {
  static const char *const categories[] = {"Harbour/Boats"}, *const tags[] = {"tides"};
  struct article_input in = support_article_input("low-tide");
  in.title = "Low tide: \"six\"";
  in.sticky = true;
  support_categories(&in, categories, 1);
  support_tags(&in, tags, 1);
  return support_save(b, &in);
}

static void the_text_reads_back_as_the_same_article(void **state) {
  struct blog *b = *state;
  struct article_text text;
  struct front_matter m;
  struct parse_problem problem;
  assert_err(article_text_read(b->site, b->arena, save_article(b), &text), OK);
  char *whole = article_text_make(b->arena, &text);
  assert_non_null(whole);
  assert_int_equal(whole[strlen(whole) - 1], '\n');
  assert_err(front_matter_read(b->arena, whole, strlen(whole), &m, &problem), OK);
  assert_string_equal(m.title, "Low tide: \"six\"");
  assert_string_equal(m.slug, "low-tide");
  assert_true(m.sticky);
  assert_int_equal(m.categories.count, 1);
  assert_string_equal(m.categories.items[0], "Harbour/Boats");
  assert_string_equal(m.tags.items[0], "tides");
  assert_string_equal(whole + m.body, "Words.\n");
}

static void defaults_are_left_out(void **state) {
  struct blog *b = *state;
  struct article_text text;
  struct article_input in = support_article_input("tide");
  in.status = ARTICLE_DRAFT;
  in.excerpt = "Words.";
  int64_t id = support_save(b, &in);
  assert_err(article_text_read(b->site, b->arena, id, &text), OK);
  assert_null(text.matter.slug);    /* derived from the title */
  assert_null(text.matter.excerpt); /* derived from the body */
  assert_null(text.matter.type);
  assert_int_equal(text.matter.comments, -1);
}

static void an_unknown_article_is_not_found(void **state) {
  struct blog *b = *state;
  struct article_text text;
  assert_err(article_text_read(b->site, b->arena, 999, &text), ERR_NOT_FOUND);
}

struct scenario {
  struct blog *blog;
  int64_t id;
};

static enum err read_and_make(void *context) {
  const struct scenario *s = context;
  struct article_text text;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? article_text_read(s->blog->site, a, s->id, &text) : ERR_NOMEM;
  if (!e && !article_text_make(a, &text))
    e = ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct scenario s = {*state, save_article(*state)};
  assert_true(fail_alloc_each(read_and_make, &s) >= 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_text_reads_back_as_the_same_article),
      support_site_test(defaults_are_left_out),
      support_site_test(an_unknown_article_is_not_found),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
