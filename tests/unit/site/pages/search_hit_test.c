#include "site/pages/search_hit.h"

#include "page_support.h"

static const char *marked(struct blog *b, const struct view_marked *m) {
  const char *out = "";
  for (size_t i = 0; i < m->count; i++)
    out = arena_join(b->arena, out, m->pieces[i].marked ? "[" : "", m->pieces[i].text,
        m->pieces[i].marked ? "]" : "", NULL);
  return out;
}

static const struct snippet_words *words_of(struct arena *a, const char *word) {
  const struct search_query q = {.elements = {{.text = word}}, .count = 1};
  const struct snippet_words *words = NULL;
  assert_err(snippet_match_read_query(a, &q, &words), OK);
  return words;
}

static struct view_hit hit_within(
    struct blog *b, int64_t id, const char *word, size_t *budget) {
  struct view_hit out = {0};
  assert_err(
      search_hit_fill(b->web, b->arena, words_of(b->arena, word), id, budget, &out),
      OK);
  return out;
}

static struct view_hit hit(struct blog *b, int64_t id, const char *word) {
  size_t budget = 1000;
  return hit_within(b, id, word, &budget);
}

static void words_are_marked_in_title_and_text(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  d.title = "Low tide";
  d.html = "<h2>About fog</h2><p>The tide is low.</p>";
  int64_t id = support_save(b, &d);
  struct view_hit h = hit(b, id, "tide");
  assert_string_equal(marked(b, &h.title), "Low [tide]");
  assert_has(marked(b, &h.text), "[tide] is low");
  assert_false(h.is_page);
  /* Only a heading has the word. */
  h = hit(b, id, "fog");
  assert_has(marked(b, &h.text), "About [fog]");
}

static void a_deleted_article_is_not_found(void **state) {
  struct blog *b = *state;
  struct view_hit out = {0};
  size_t budget = 1000;
  assert_err(
      search_hit_fill(b->web, b->arena, words_of(b->arena, "x"), 99, &budget, &out),
      ERR_NOT_FOUND);
}

/* A page of results for long articles: without the budget, each would be searched to
 * its end. */
static void a_used_up_budget_leaves_the_beginning(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  char *html = arena_strdup(b->arena, "<p>Early.</p>");
  for (int i = 0; i < 100; i++)
    html = arena_join(b->arena, html,
        "<p>Nothing of interest happened on this day at sea.</p>", NULL);
  d.html = arena_join(b->arena, html, "<p>Late.</p>", NULL);
  int64_t id = support_save(b, &d);
  size_t budget = 8000;
  struct view_hit h = hit_within(b, id, "late", &budget);
  assert_has(marked(b, &h.text), "[Late]");
  assert_in_range(budget, 1, 3500);
  h = hit_within(b, id, "late", &budget);
  assert_false(strstr(marked(b, &h.text), "[Late]") != NULL);
  budget = 0;
  h = hit_within(b, id, "early", &budget);
  assert_has(marked(b, &h.text), "[Early]");
  assert_int_equal(budget, 0);
}

static enum err fill_within(struct blog *b, int64_t id, size_t most) {
  struct view_hit out = {0};
  size_t budget = 1000;
  struct arena *a = arena_new(most);
  assert_non_null(a);
  enum err e = search_hit_fill(b->web, a, words_of(b->arena, "x"), id, &budget, &out);
  arena_free(a);
  return e;
}

/* The row is read first, and the date, which stands for a missing title, is made before
 * the pieces of the text, which need most of the memory. */
static void an_untitled_article_without_memory(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  d.title = "";
  int64_t id = support_save(b, &d);
  for (size_t most = 0; most < 2 << 10; most += 16)
    assert_err(fill_within(b, id, most), ERR_NOMEM);
  assert_err(fill_within(b, id, 1 << 20), OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(words_are_marked_in_title_and_text),
      support_site_test(a_deleted_article_is_not_found),
      support_site_test(a_used_up_budget_leaves_the_beginning),
      support_site_test(an_untitled_article_without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
