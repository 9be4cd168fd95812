#include "support.h"

#include "site/comments/thread.h"

static void assert_order(struct arena *a, const struct comment_place *c, size_t n,
    int depth, const struct thread_entry *want) {
  struct thread_entry *got = NULL;
  assert_err(thread_order(a, c, n, depth, &got), OK);
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(got[i].index, want[i].index);
    assert_int_equal(got[i].depth, want[i].depth);
    assert_true(got[i].parent == want[i].parent);
  }
}

static void test_order(void **state) {
  (void)state;
  const struct comment_place c[] = {{.id = 1}, {.id = 2}, {.id = 3, .parent_id = 1},
      {.id = 4, .parent_id = 3}, {.id = 5, .parent_id = 1}, {.id = 6, .parent_id = 99},
      {.id = 7, .parent_id = 7}};
  const struct thread_entry want[] = {{0, 1, THREAD_TOP}, {2, 2, 0}, {3, 2, 2},
      {4, 2, 0}, {1, 1, THREAD_TOP}, {5, 1, THREAD_TOP}, {6, 1, THREAD_TOP}};
  struct thread_entry *got = NULL;
  struct arena *a = arena_new(1 << 20);
  assert_order(a, c, 7, 2, want);
  assert_err(thread_order(a, c, 0, 5, &got), OK);
  arena_free(a);
}

/* An import can add a parent after its replies. */
static void test_parents_added_after_their_replies(void **state) {
  (void)state;
  const struct comment_place c[] = {{.id = 1, .parent_id = 4},
      {.id = 2, .parent_id = 3}, {.id = 3, .parent_id = 2}, {.id = 4},
      {.id = 5, .parent_id = 1}};
  const struct thread_entry want[] = {
      {2, 1, THREAD_TOP}, {1, 2, 2}, {3, 1, THREAD_TOP}, {0, 2, 3}, {4, 3, 0}};
  struct arena *a = arena_new(1 << 20);
  assert_order(a, c, 5, 5, want);
  arena_free(a);
}

static void test_deep(void **state) {
  (void)state;
  enum { COUNT = 10000 };
  struct comment_place *c = calloc(COUNT, sizeof *c);
  struct thread_entry *got = NULL;
  struct arena *a = arena_new(8 << 20);
  for (int i = 0; i < COUNT; i++) {
    c[i].id = i + 1;
    c[i].parent_id = i;
  }
  assert_err(thread_order(a, c, COUNT, 5, &got), OK);
  assert_int_equal(got[COUNT - 1].index, COUNT - 1);
  assert_int_equal(got[COUNT - 1].depth, 5);
  arena_free(a);
  free(c);
}

/* Writes the indexes of entries as letters. */
static void letters(const struct thread_entry *entries, size_t count, char *out) {
  for (size_t i = 0; i < count; i++)
    out[i] = (char)('a' + entries[i].index);
  out[count] = '\0';
}

static void test_threads_are_reversed_and_replies_are_not(void **state) {
  (void)state;
  /* a(b(d) e) c f(g) */
  const struct comment_place c[] = {{.id = 1}, {.id = 2, .parent_id = 1}, {.id = 3},
      {.id = 4, .parent_id = 2}, {.id = 5, .parent_id = 1}, {.id = 6},
      {.id = 7, .parent_id = 6}};
  struct thread_entry *got = NULL;
  char text[8];
  struct arena *a = arena_new(1 << 20);
  assert_err(thread_order(a, c, 7, 1, &got), OK);
  letters(got, 7, text);
  assert_string_equal(text, "abdecfg");
  /* A page that begins within a thread. */
  assert_err(thread_reverse(a, got + 2, 5), OK);
  letters(got, 7, text);
  assert_string_equal(text, "abfgcde");
  assert_err(thread_reverse(a, got, 0), OK);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_order),
      cmocka_unit_test(test_threads_are_reversed_and_replies_are_not),
      cmocka_unit_test(test_parents_added_after_their_replies),
      cmocka_unit_test(test_deep)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
