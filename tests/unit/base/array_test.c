#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>

#include "fail_alloc.h"
#include "support.h"

static void an_array_grows_and_keeps_its_content(void **state) {
  int *items = NULL;
  size_t cap = 0;
  (void)state;
  for (int i = 0; i < 1000; i++) {
    items = array_grow(items, (size_t)i, &cap, sizeof *items);
    assert_non_null(items);
    assert_true(cap > (size_t)i);
    items[i] = i;
  }
  for (int i = 0; i < 1000; i++)
    assert_int_equal(items[i], i);
  /* While there is room, it stays where it is. */
  assert_ptr_equal(array_grow(items, 1000, &cap, sizeof *items), items);
  free(items);
}

static void one_that_is_too_large_is_left_as_it_is(void **state) {
  int *items = malloc(sizeof *items);
  size_t cap = SIZE_MAX / 4;
  (void)state;
  assert_null(array_grow(items, cap, &cap, sizeof *items));
  assert_int_equal(cap, SIZE_MAX / 4);
  free(items);
}

static enum err grow_once(void *context) {
  size_t cap = 0;
  (void)context;
  int *items = array_grow(NULL, 0, &cap, sizeof *items);
  bool failed = !items;
  assert_int_equal(cap != 0, !failed);
  free(items);
  return failed ? ERR_NOMEM : OK;
}

static void memory_runs_out(void **state) {
  (void)state;
  assert_int_equal(fail_alloc_each(grow_once, NULL), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_array_grows_and_keeps_its_content),
      cmocka_unit_test(one_that_is_too_large_is_left_as_it_is),
      cmocka_unit_test(memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
