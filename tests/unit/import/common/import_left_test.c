#include "import/common/import_left.h"

#include "support.h"

static struct buf seen;

static void keep(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  (void)context;
  (void)line;
  buf_printf(&seen, "%d %s %s\n", (int)event, file, message);
}

static void equal_texts_are_one_entry(void **state) {
  struct import_run run = {.report = keep, .arena = arena_new(1 << 16)};
  struct import_file file = {.path = "x.xml"};
  struct import_left *left = NULL;
  (void)state;
  import_left_add(&run, &left, 3, "items of the type \"%s\"", "menu");
  import_left_add(&run, &left, 9, "items of the type \"%s\"", "menu");
  import_left_add(&run, &left, 0, "other");
  run.again = true;
  import_left_add(&run, &left, 5, "not counted on a second reading");
  import_left_report(&run, left, &file);
  assert_string_equal(buf_text(&seen),
      "5 x.xml ignored: items of the type \"menu\" (2, first on line 3)\n"
      "5 x.xml ignored: other (1)\n");
  arena_free(run.arena);
  buf_free(&seen);
}

static void a_hostile_file_cannot_fill_the_memory(void **state) {
  struct import_run run = {.report = keep, .arena = arena_new(1 << 20)};
  struct import_left *left = NULL;
  size_t n = 0;
  (void)state;
  for (int i = 0; i < 10000; i++)
    import_left_add(&run, &left, i, "text %d", i);
  for (const struct import_left *l = left; l; l = l->next)
    n++;
  assert_true(n > 0 && n <= 200);
  arena_free(run.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_texts_are_one_entry),
      cmocka_unit_test(a_hostile_file_cannot_fill_the_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
