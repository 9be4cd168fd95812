#include "import/common/import_insecure.h"

#include "support.h"

static struct buf seen;

static void keep(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  (void)context;
  assert_int_equal(event, IMPORT_WARNING);
  buf_printf(&seen, "%s:%d %s\n", file, line, message);
}

static void read_article(
    struct import_run *run, const char *path, const char *title, int pictures) {
  struct import_file file = {.path = path};
  struct import_work w = {
      .run = run, .file = &file, .arena = run->arena, .line = 7, .title = title};
  for (int i = 0; i < pictures; i++)
    import_insecure_add(
        &w, i % 2 ? "HTTP://a.example/a.png" : "http://a.example/a.png");
  import_insecure_add(&w, "https://a.example/a.png");
  import_insecure_add(&w, "/media/http://a.png");
  import_insecure_keep(&w);
}

static void pictures_are_counted_and_three_articles_named(void **state) {
  struct import_run run = {.report = keep, .arena = arena_new(1 << 14)};
  (void)state;
  buf_clear(&seen);
  read_article(&run, "/none.md", NULL, 0);
  import_insecure_report(&run);
  assert_int_equal(seen.len, 0);
  read_article(&run, "/a.md", NULL, 1);
  import_insecure_report(&run);
  assert_string_equal(buf_text(&seen),
      ":0 1 picture has an http:// address, which browsers do not show here: /a.md\n");
  read_article(&run, "/x.xml", "Tide", 2);
  read_article(&run, "/c.md", NULL, 1);
  read_article(&run, "/d.md", NULL, 3);
  run.again = true;
  read_article(&run, "/a.md", NULL, 1);
  buf_clear(&seen);
  import_insecure_report(&run);
  assert_string_equal(buf_text(&seen),
      ":0 7 pictures have http:// addresses, which browsers do not show here: /a.md, "
      "\"Tide\" (line 7), /c.md, ...\n");
  arena_free(run.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pictures_are_counted_and_three_articles_named)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
