#include "markup/frontmatter/front_matter_list.h"

#include "fail_alloc.h"
#include "support.h"

static void items_keep_their_order_and_lines(void **state) {
  struct front_matter_list l = {0};
  char names[40][4];
  (void)state;
  struct arena *a = arena_new(1 << 16);
  for (int i = 0; i < 40; i++) {
    snprintf(names[i], sizeof names[i], "%d", i);
    assert_err(front_matter_list_add(a, &l, names[i], i + 1), OK);
  }
  assert_int_equal(l.count, 40);
  for (size_t i = 0; i < l.count; i++) {
    assert_ptr_equal(l.items[i], names[i]); /* not copied */
    assert_int_equal(l.lines[i], i + 1);
  }
  arena_free(a);
}

static enum err add_many(void *context) {
  struct front_matter_list l = {0};
  struct arena *a = arena_new(1 << 20);
  (void)context;
  enum err e = a ? OK : ERR_NOMEM;
  for (int i = 0; !e && i < 2000; i++)
    e = front_matter_list_add(a, &l, "x", i);
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(add_many, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(items_keep_their_order_and_lines),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
