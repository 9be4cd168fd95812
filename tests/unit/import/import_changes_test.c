#include "import/import_changes.h"

#include "fail_alloc.h"
#include "support.h"

#define MS INT64_C(1000)
enum { START = 5000000 };

struct folder {
  char *root;
  struct import_changes changes;
  struct arena *arena;
  bool everything;
  struct import_part part;
};

static int set_up(void **state) {
  struct folder *f = calloc(1, sizeof *f);
  f->root = support_folder();
  f->arena = arena_new(1 << 20);
  f->changes.now = START;
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  struct folder *f = *state;
  import_changes_free(&f->changes);
  arena_free(f->arena);
  free(f->root);
  free(f);
  return 0;
}

static const char *path_of(const struct folder *f, const char *name) {
  static char path[400];
  snprintf(path, sizeof path, "%s/%s", f->root, name);
  return path;
}

static void note(struct folder *f, enum tree_change change, const char *name) {
  assert_err(import_changes_note(&f->changes, change, path_of(f, name)), OK);
}

static void take(struct folder *f) {
  assert_err(import_changes_take(&f->changes, f->arena, &f->everything, &f->part), OK);
}

static void a_saved_file_is_imported_after_a_moment(void **state) {
  struct folder *f = *state;
  assert_int_equal(import_changes_wait(&f->changes), -1);
  support_write(f->root, "a.md", "x");
  note(f, TREE_CREATED, "a.md");
  note(f, TREE_WRITING, "a.md");
  assert_in_range(import_changes_wait(&f->changes), 1000, 70000);
  note(f, TREE_CHANGED, "a.md");
  assert_in_range(import_changes_wait(&f->changes), 10, 50);
  f->changes.now += 50 * MS;
  assert_int_equal(import_changes_wait(&f->changes), 0);
  take(f);
  assert_false(f->everything);
  assert_int_equal(f->part.changed_count, 1);
  assert_string_equal(f->part.changed[0], path_of(f, "a.md"));
  assert_int_equal(f->part.gone_count, 0);
  assert_int_equal(import_changes_wait(&f->changes), -1);
}

/* vim, Emacs, rsync, Syncthing, Git. */
static void files_of_programs_are_ignored(void **state) {
  static const char *const names[] = {"4913", "a.md~", "#a.md#", ".#a.md", ".a.md.swp",
      ".a.md.AbC123", "~syncthing~a.md.tmp", "sedAbC123", "a.md.tmp", "a.md.orig",
      "notes.txt", ".goutputstream-X1", "~$a.html"};
  struct folder *f = *state;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    note(f, TREE_CHANGED, names[i]);
  assert_int_equal(import_changes_wait(&f->changes), -1);
  assert_true(import_changes_skips(NULL, "/a/.git", ".git"));
  assert_true(import_changes_skips(NULL, "/a/node_modules", "node_modules"));
  assert_false(import_changes_skips(NULL, "/a/2026", "2026"));
}

/* vim renames the old file away and writes a new one. */
static void what_is_there_in_the_end_counts(void **state) {
  struct folder *f = *state;
  note(f, TREE_CHANGED, "a.md");
  support_write(f->root, "a.md", "x");
  note(f, TREE_CREATED, "a.md");
  note(f, TREE_CHANGED, "a.md");
  note(f, TREE_CHANGED, "b.md");
  f->changes.now += 100 * MS;
  take(f);
  assert_int_equal(f->part.changed_count, 1);
  assert_int_equal(f->part.gone_count, 1);
  assert_string_equal(f->part.gone[0], path_of(f, "b.md"));
}

static void an_empty_file_waits(void **state) {
  struct folder *f = *state;
  support_write(f->root, "a.md", "");
  support_write(f->root, "b.md", "x");
  note(f, TREE_CHANGED, "a.md");
  note(f, TREE_CHANGED, "b.md");
  f->changes.now += 100 * MS;
  assert_int_equal(import_changes_wait(&f->changes), 0);
  take(f);
  assert_int_equal(f->part.changed_count, 1);
  assert_in_range(import_changes_wait(&f->changes), 500, 1000);
  f->changes.now += 1000 * MS;
  take(f);
  assert_string_equal(f->part.changed[0], path_of(f, "a.md"));
}

static void a_hard_link_is_never_closed(void **state) {
  struct folder *f = *state;
  support_write(f->root, "a.md", "x");
  note(f, TREE_CREATED, "a.md");
  assert_in_range(import_changes_wait(&f->changes), 1, 400);
}

/* As many as a checkout has. */
static void a_stream_of_changes_does_not_wait_for_ever(void **state) {
  struct folder *f = *state;
  char name[20];
  for (int i = 0; i < 300; i++) {
    snprintf(name, sizeof name, "%d.md", i);
    note(f, TREE_CHANGED, name);
    f->changes.now += 5 * MS;
  }
  assert_int_equal(import_changes_wait(&f->changes), 0);
  take(f);
  assert_int_equal(f->part.gone_count, 300);
  for (int i = 0; i < 700; i++) {
    snprintf(name, sizeof name, "%d.md", i);
    note(f, TREE_CHANGED, name);
  }
  f->changes.now += 100 * MS;
  take(f);
  assert_true(f->everything);
}

static void a_picture_makes_everything_change(void **state) {
  struct folder *f = *state;
  support_write(f->root, "boat.png", "x");
  support_write(f->root, "a.md", "x");
  note(f, TREE_WRITING, "boat.png");
  note(f, TREE_CHANGED, "a.md");
  f->changes.now += 100 * MS;
  /* The text does not wait for the picture. */
  take(f);
  assert_false(f->everything);
  assert_int_equal(f->part.changed_count, 1);
  assert_true(import_changes_wait(&f->changes) > 1000);
  note(f, TREE_CHANGED, "boat.png");
  f->changes.now += 100 * MS;
  assert_int_equal(import_changes_wait(&f->changes), 0);
  take(f);
  assert_true(f->everything);
  note(f, TREE_LOST, "");
  f->changes.now += 100 * MS;
  take(f);
  assert_true(f->everything);
  note(f, TREE_GONE, "");
  assert_true(f->changes.is_gone);
  assert_int_equal(import_changes_wait(&f->changes), 0);
}

static enum err note_once(void *context) {
  const struct folder *f = context;
  struct import_changes c = {.now = START};
  struct arena *a = arena_new(1 << 16);
  struct import_part part;
  bool everything;
  enum err e =
      a ? import_changes_note(&c, TREE_CHANGED, path_of(f, "a.md")) : ERR_NOMEM;
  if (!e)
    e = import_changes_take(&c, a, &everything, &part);
  import_changes_free(&c);
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  fail_alloc_each(note_once, *state);
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {test(a_saved_file_is_imported_after_a_moment),
      test(files_of_programs_are_ignored), test(what_is_there_in_the_end_counts),
      test(an_empty_file_waits), test(a_hard_link_is_never_closed),
      test(a_stream_of_changes_does_not_wait_for_ever),
      test(a_picture_makes_everything_change), test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
