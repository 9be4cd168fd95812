#include "import/wordpress/import_wxr_left.h"

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
  struct import_wxr x = {.run = &run, .file = &file};
  (void)state;
  import_wxr_left_add(&x, 3, "items of the type \"%s\"", "menu");
  import_wxr_left_add(&x, 9, "items of the type \"%s\"", "menu");
  import_wxr_left_add(&x, 4, "other");
  run.again = true;
  import_wxr_left_add(&x, 5, "not counted on a second reading");
  import_wxr_left_report(&x);
  assert_string_equal(buf_text(&seen),
      "5 x.xml ignored: items of the type \"menu\" (2, first on line 3)\n"
      "5 x.xml ignored: other (1, first on line 4)\n");
  arena_free(run.arena);
  buf_free(&seen);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_texts_are_one_entry),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
