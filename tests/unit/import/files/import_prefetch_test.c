#include "import/files/import_prefetch.h"

#include "import/common/import_ahead.h"
#include "support_import.h"

/* A run that has had enough to render, and three files. */
struct prefetch {
  struct import_options options;
  struct import_run run;
  struct import_file files[3];
  char *folder;
};

static void prepare(struct blog *b, struct prefetch *p) {
  static const char *const names[] = {"a.md", "b.md", "c.html"};
  *p =
      (struct prefetch){.folder = support_import_folder("a.md",
                            "---\ntitle: A\ntype: page\nparent: nobody\n---\nfirst\n")};
  support_import_file(p->folder, "b.md", "---\ntitle: B\n---\n[a](a.md) *second*\n");
  support_import_file(p->folder, "c.html", "<title>C</title><p>third</p>");
  p->run = (struct import_run){.site = b->site,
      .dir = b->site->dir,
      .arena = b->arena,
      .options = &p->options,
      .input = -1,
      .rendered = 100};
  for (size_t i = 0; i < 3; i++)
    p->files[i] = (struct import_file){.root = p->folder,
        .path = arena_printf(b->arena, "%s/%s", p->folder, names[i]),
        .waits = true};
}

static bool was_put(struct prefetch *p, const char *text) {
  struct buf html = {0}, links = {0};
  bool taken = p->run.ahead && import_ahead_take(p->run.ahead, text, &html, &links);
  buf_free(&html);
  buf_free(&links);
  return taken;
}

static void end(struct prefetch *p) {
  import_prefetch_end(&p->run);
  assert_null(p->run.ahead);
  free(p->folder);
}

static void the_next_files_are_rendered_and_stay_as_they_are(void **state) {
  struct prefetch p;
  prepare(*state, &p);
  p.run.ahead = import_ahead_new(1);
  p.run.ahead_tried = true;
  struct import_file before[3];
  memcpy(before, p.files, sizeof before);
  import_prefetch(&p.run, p.files, 3, 0);
  assert_memory_equal(before, p.files, sizeof before);
  assert_int_equal(p.run.next_ahead, 3);
  assert_true(was_put(&p, "[a](a.md) *second*\n"));
  assert_false(was_put(&p, "first\n")); /* it is the current one */
  end(&p);
}

/* The body of a page whose parent is missing is not reached. */
static void files_that_are_not_ready_are_left_out(void **state) {
  struct prefetch p;
  prepare(*state, &p);
  p.run.ahead = import_ahead_new(1);
  p.run.ahead_tried = true;
  struct import_file swapped[3] = {p.files[1], p.files[0], p.files[2]};
  swapped[2].waits = false;
  import_prefetch(&p.run, swapped, 3, 0);
  assert_false(was_put(&p, "first\n"));
  assert_null(swapped[1].parent);
  end(&p);
}

static void unchanged_files_are_not_looked_at(void **state) {
  struct prefetch p;
  prepare(*state, &p);
  p.run.rendered = 3;
  import_prefetch(&p.run, p.files, 3, 0);
  assert_int_equal(p.run.next_ahead, 0);
  assert_null(p.run.ahead);
  end(&p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_next_files_are_rendered_and_stay_as_they_are),
      support_site_test(files_that_are_not_ready_are_left_out),
      support_site_test(unchanged_files_are_not_looked_at),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
