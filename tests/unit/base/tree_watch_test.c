#include "base/tree_watch.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fail_alloc.h"
#include "support.h"

static const char *const words[] = {[TREE_CREATED] = "created",
    [TREE_WRITING] = "writing",
    [TREE_CHANGED] = "changed",
    [TREE_NEW_FOLDER] = "folder",
    [TREE_LOST] = "lost",
    [TREE_GONE] = "gone"};

static bool skips(void *context, const char *path, const char *name) {
  (void)context, (void)path;
  return name[0] == '.';
}

struct seen {
  const char *root;
  struct buf text;
};

/* "CHANGE NAME", each once in a row. */
static enum err see(void *context, enum tree_change change, const char *path) {
  struct seen *s = context;
  char line[600];
  size_t n = strlen(s->root);
  assert_memory_equal(path, s->root, n);
  int size = snprintf(line, sizeof line, "%s %s\n", words[change], path + n);
  size_t before = s->text.len;
  if (before < (size_t)size ||
      strcmp(buf_text(&s->text) + before - (size_t)size, line) != 0)
    buf_puts(&s->text, line);
  return buf_status(&s->text);
}

static void read_changes(struct tree_watch *w, struct seen *s) {
  char why[300] = "";
  buf_clear(&s->text);
  assert_err(tree_watch_read(w, see, s, why, sizeof why), OK);
}

static struct tree_watch *watch(const char *root) {
  struct tree_watch *w = NULL;
  char why[300] = "";
  assert_err(tree_watch_new(root, skips, NULL, &w, why, sizeof why), OK);
  return w;
}

#define IN(root, name) (snprintf(path, sizeof path, "%s/%s", root, name), path)

static void changes_of_files_are_seen(void **state) {
  char path[300], other[300], *root = support_folder();
  (void)state;
  assert_int_equal(mkdir(IN(root, "a"), 0700), 0);
  support_write(root, "a/old.md", "x");
  struct tree_watch *w = watch(root);
  struct seen s = {.root = root};
  struct pollfd p = {.fd = tree_watch_fd(w), .events = POLLIN};
  read_changes(w, &s);
  assert_string_equal(buf_text(&s.text), "");
  support_write(root, "a/new.md", "x");
  assert_int_equal(poll(&p, 1, 1000), 1);
  read_changes(w, &s);
  assert_string_equal(
      buf_text(&s.text), "created /a/new.md\nwriting /a/new.md\nchanged /a/new.md\n");
  snprintf(other, sizeof other, "%s/b.md", root);
  assert_int_equal(rename(IN(root, "a/new.md"), other), 0);
  assert_int_equal(unlink(IN(root, "a/old.md")), 0);
  read_changes(w, &s);
  assert_string_equal(
      buf_text(&s.text), "changed /a/new.md\nchanged /b.md\nchanged /a/old.md\n");
  buf_free(&s.text);
  tree_watch_free(w);
  free(root);
}

static void new_folders_are_watched(void **state) {
  char path[300], *root = support_folder();
  (void)state;
  struct tree_watch *w = watch(root);
  struct seen s = {.root = root};
  mkdir(IN(root, "a"), 0700);
  mkdir(IN(root, "a/b"), 0700);
  mkdir(IN(root, ".git"), 0700);
  support_write(root, ".git/x.md", "x");
  read_changes(w, &s);
  assert_string_equal(buf_text(&s.text), "folder /a\n");
  support_write(root, "a/b/new.md", "x");
  read_changes(w, &s);
  assert_non_null(strstr(buf_text(&s.text), "changed /a/b/new.md\n"));
  /* A link is no folder. */
  assert_int_equal(symlink("/etc", IN(root, "etc")), 0);
  read_changes(w, &s);
  assert_string_equal(buf_text(&s.text), "created /etc\n");
  buf_free(&s.text);
  tree_watch_free(w);
  free(root);
}

static void a_folder_that_leaves_makes_the_rest_uncertain(void **state) {
  char path[300], other[300], *root = support_folder();
  (void)state;
  mkdir(IN(root, "a"), 0700);
  mkdir(IN(root, "a/b"), 0700);
  struct tree_watch *w = watch(root);
  struct seen s = {.root = root};
  snprintf(other, sizeof other, "%s/c", root);
  assert_int_equal(rename(IN(root, "a"), other), 0);
  read_changes(w, &s);
  assert_non_null(strstr(buf_text(&s.text), "lost \n"));
  /* What is below it is named by its new path. */
  support_write(root, "c/b/x.md", "x");
  read_changes(w, &s);
  assert_non_null(strstr(buf_text(&s.text), "changed /c/b/x.md\n"));
  assert_null(strstr(buf_text(&s.text), "/a/"));
  support_remove(root);
  read_changes(w, &s);
  assert_string_equal(buf_text(&s.text) + s.text.len - 6, "gone \n");
  buf_free(&s.text);
  tree_watch_free(w);
  free(root);
}

static void a_missing_folder_is_refused(void **state) {
  struct tree_watch *w = NULL;
  char why[300] = "";
  (void)state;
  assert_err(
      tree_watch_new("/nonexistent", skips, NULL, &w, why, sizeof why), ERR_NOT_FOUND);
  assert_string_equal(why, "/nonexistent: No such file or directory");
  assert_null(w);
  tree_watch_free(NULL);
}

static enum err watch_once(void *context) {
  struct tree_watch *w = NULL;
  char why[300] = "";
  enum err e = tree_watch_new(context, skips, NULL, &w, why, sizeof why);
  tree_watch_free(w);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  char *root = support_folder();
  (void)state;
  fail_alloc_each(watch_once, root);
  free(root);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(changes_of_files_are_seen),
      cmocka_unit_test(new_folders_are_watched),
      cmocka_unit_test(a_folder_that_leaves_makes_the_rest_uncertain),
      cmocka_unit_test(a_missing_folder_is_refused),
      cmocka_unit_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
