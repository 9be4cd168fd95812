#include "markup/html/id_set.h"

#include "support.h"

static void an_id_is_added_once(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct id_set set = {0};
  bool is_new = false;
  (void)state;
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 1000; i++) {
      assert_err(id_set_add(&set, a, arena_printf(a, "id%d", i), &is_new), OK);
      assert_int_equal(is_new, round == 0);
    }
  assert_int_equal(set.count, 1000);
  arena_free(a);
}

static void an_id_in_use_gets_a_number(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct id_set set = {0};
  const char *out = NULL;
  bool is_new = false;
  (void)state;
  assert_err(id_set_add(&set, a, "tide-2", &is_new), OK);
  for (const char *const *want =
           (const char *const[]){"tide", "tide-1", "tide-3", NULL};
       *want; want++) {
    assert_err(id_set_add_numbered(&set, a, "tide", &out), OK);
    assert_string_equal(out, *want);
  }
  assert_err(id_set_add_numbered(&set, a, "tide-1", &out), OK);
  assert_string_equal(out, "tide-1-1");
  arena_free(a);
}

static void out_of_memory_is_reported(void **state) {
  struct arena *a = arena_new(64);
  struct id_set set = {0};
  bool is_new = false;
  (void)state;
  assert_err(id_set_add(&set, a, "tide", &is_new), ERR_NOMEM);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_id_is_added_once),
      cmocka_unit_test(an_id_in_use_gets_a_number),
      cmocka_unit_test(out_of_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
