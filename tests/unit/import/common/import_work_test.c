#include "import/common/import_work.h"

#include "fail_alloc.h"
#include "support.h"

static enum err make(void *context) {
  struct import_work *w = import_work_new(context, NULL);
  enum err e = w && arena_alloc(w->arena, 10) ? OK : ERR_NOMEM;
  import_work_free(w);
  return e;
}

static void memory_runs_out(void **state) {
  struct import_run run = {0};
  (void)state;
  assert_int_equal(fail_alloc_each(make, &run), 2);
}

static void a_batch_keeps_the_arena(void **state) {
  struct import_run run = {0};
  (void)state;
  struct import_work *w = import_work_new(&run, NULL);
  assert_ptr_equal(w->run, &run);
  w->is_kept = true;
  import_work_free(w);
  assert_ptr_equal(w->run, &run); /* still there */
  arena_free(w->arena);
  import_work_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_runs_out),
      cmocka_unit_test(a_batch_keeps_the_arena),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
