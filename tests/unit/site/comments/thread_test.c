#include "support.h"

#include "site/comments/thread.h"

static void assert_order(struct arena *a, const struct comment *c, size_t n, int depth,
    const struct thread_entry *want) {
  struct thread_entry *got = NULL;
  assert_err(thread_order(a, c, n, depth, &got), OK);
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(got[i].index, want[i].index);
    assert_int_equal(got[i].depth, want[i].depth);
  }
}

static void test_order(void **state) {
  (void)state;
  const struct comment c[] = {{.id = 1}, {.id = 2}, {.id = 3, .parent_id = 1},
      {.id = 4, .parent_id = 3}, {.id = 5, .parent_id = 1}, {.id = 6, .parent_id = 99},
      {.id = 7, .parent_id = 7}};
  const struct thread_entry want[] = {
      {0, 1}, {2, 2}, {3, 2}, {4, 2}, {1, 1}, {5, 1}, {6, 1}};
  struct thread_entry *got = NULL;
  struct arena *a = arena_new(1 << 20);
  assert_order(a, c, 7, 2, want);
  assert_err(thread_order(a, c, 0, 5, &got), OK);
  arena_free(a);
}

/* An import can add a parent after its replies. */
static void test_parents_added_after_their_replies(void **state) {
  (void)state;
  const struct comment c[] = {{.id = 1, .parent_id = 4}, {.id = 2, .parent_id = 3},
      {.id = 3, .parent_id = 2}, {.id = 4}, {.id = 5, .parent_id = 1}};
  const struct thread_entry want[] = {{2, 1}, {1, 2}, {3, 1}, {0, 2}, {4, 3}};
  struct arena *a = arena_new(1 << 20);
  assert_order(a, c, 5, 5, want);
  arena_free(a);
}

static void test_deep(void **state) {
  (void)state;
  enum { COUNT = 10000 };
  struct comment *c = calloc(COUNT, sizeof *c);
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

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_order),
      cmocka_unit_test(test_parents_added_after_their_replies),
      cmocka_unit_test(test_deep)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
