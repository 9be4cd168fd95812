#include "site/pages/search_hit.h"

#include "page_support.h"

static const char *marked(struct blog *b, const struct view_marked *m) {
  const char *out = "";
  for (size_t i = 0; i < m->count; i++)
    out = arena_join(b->arena, out, m->pieces[i].marked ? "[" : "", m->pieces[i].text,
        m->pieces[i].marked ? "]" : "", NULL);
  return out;
}

static struct view_hit hit(struct blog *b, int64_t id, const char *word) {
  struct view_hit out = {0};
  const struct search_query q = {.elements = {{.text = word}}, .count = 1};
  assert_err(search_hit_fill(b->web, b->arena, &q, id, 1000, &out), OK);
  return out;
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
  const struct search_query q = {.elements = {{.text = "x"}}, .count = 1};
  assert_err(search_hit_fill(b->web, b->arena, &q, 99, 1000, &out), ERR_NOT_FOUND);
}

static enum err fill_within(struct blog *b, int64_t id, size_t most) {
  struct view_hit out = {0};
  const struct search_query q = {.elements = {{.text = "x"}}, .count = 1};
  struct arena *a = arena_new(most);
  assert_non_null(a);
  enum err e = search_hit_fill(b->web, a, &q, id, 1000, &out);
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
  for (size_t most = 0; most < 32 << 10; most += 16)
    assert_err(fill_within(b, id, most), ERR_NOMEM);
  assert_err(fill_within(b, id, 1 << 20), OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(words_are_marked_in_title_and_text),
      support_site_test(a_deleted_article_is_not_found),
      support_site_test(an_untitled_article_without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
