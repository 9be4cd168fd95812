#include "import/hosted/import_hosted.h"

#include <unistd.h>

#include "support_import.h"

#define MEDIUM                                                                         \
  "<!DOCTYPE html><h1 class=\"p-name\">T</h1><section data-field=\"body\""             \
  " class=\"e-content\"><p>x</p></section><a href=\"https://medium.com\">M</a>"

static void on_event(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  int *events = context;
  (void)file, (void)line, (void)message;
  events[event]++;
}

static const struct import_hosted *find(
    struct arena *a, const char *folder, bool is_first, int events[IMPORT_EVENTS]) {
  struct import_run run = {.arena = a, .report = on_event, .context = events};
  const struct import_hosted *out = NULL;
  assert_err(import_hosted_find(&run, folder, is_first, &out), OK);
  return out;
}

static void exports_are_recognised(void **state) {
  struct arena *a = arena_new(1 << 20);
  int events[IMPORT_EVENTS] = {0};
  char path[300], *folder = support_import_folder("posts/a.html", MEDIUM);
  (void)state;
  assert_non_null(find(a, folder, false, events));
  snprintf(path, sizeof path, "%s/posts", folder);
  assert_null(find(a, path, false, events));
  assert_non_null(find(a, path, true, events));
  free(folder);
  folder = support_import_folder("posts/a.html", "<p>x</p>");
  assert_null(find(a, folder, true, events));
  /* Other files may have that name, too. */
  support_import_file(folder, "posts.csv", "name,date\n");
  assert_null(find(a, folder, true, events));
  support_import_file(folder, "posts.csv", "post_id,is_published\n7.b,true\n");
  assert_non_null(find(a, folder, true, events));
  assert_int_equal(events[IMPORT_WARNING], 1); /* 7.b has no file */
  free(folder);
  arena_free(a);
}

/* Without the list of audiences nothing may become public. */
static void an_unreadable_list_makes_drafts(void **state) {
  struct blog *b = *state;
  struct support_import done = {0};
  char path[300], *folder = support_import_folder("posts/7.a.html", "<p>x</p>");
  snprintf(path, sizeof path, "%s/posts.csv", folder);
  assert_int_equal(symlink("/etc/hostname", path), 0);
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_FAILED], 1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE status = 'draft'"), 1);
  buf_free(&done.text);
  free(folder);
}

/* Nor without the list at all, or with one that a spreadsheet has saved in its way. */
static void names_of_substack_make_drafts(void **state) {
  struct blog *b = *state;
  static const char *const lists[] = {
      NULL, "", "post_id\tis_published\n140001.a\ttrue\n", "\xff\xfep\1o\1"};
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
    struct support_import done = {0};
    char *folder = support_import_folder("posts/140001.a.html", "<p>x</p>");
    if (lists[i])
      support_import_file(folder, "posts.csv", lists[i]);
    assert_err(support_import(b, folder, NULL, &done), OK);
    assert_int_equal(done.counts[IMPORT_FAILED], 1);
    buf_free(&done.text);
    free(folder);
  }
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE status <> 'draft'"), 0);
}

static void only_posts_are_imported(void **state) {
  struct arena *a = arena_new(1 << 20);
  int events[IMPORT_EVENTS] = {0};
  char path[300], *folder = support_import_folder("posts/a.html", MEDIUM);
  const struct import_hosted *medium = find(a, folder, false, events);
  static const struct {
    const char *name;
    bool is_folder, is_skipped;
  } all[] = {{"posts", true, false}, {"posts/a.html", false, false},
      {"posts/img", true, false}, {"posts/1.opens.csv", false, true},
      {"claps", true, true}, {"claps/claps-0001.html", false, true},
      {"README.html", false, true}, {"posts2", true, true}};
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, all[i].name);
    assert_int_equal(
        import_hosted_skips(medium, path, all[i].is_folder) != NULL, all[i].is_skipped);
  }
  assert_null(import_hosted_skips(medium, "/elsewhere/a.html", false));
  free(folder);
  arena_free(a);
}

/* An export may lie in a folder of downloads. */
static void an_export_is_found_in_a_folder(void **state) {
  struct blog *b = *state;
  char *folder =
      support_import_folder("m/posts/2024-03-10_T-0123456789ab.html", MEDIUM);
  support_import_file(folder, "m/ips/ips-0001.html", "<p>192.0.2.7</p>");
  int64_t id = support_import_one(b, folder, NULL);
  assert_string_equal(support_article(b, id).title, "T");
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exports_are_recognised),
      support_site_test(an_unreadable_list_makes_drafts),
      support_site_test(names_of_substack_make_drafts),
      cmocka_unit_test(only_posts_are_imported),
      support_site_test(an_export_is_found_in_a_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
