#include "export/export_tree.h"

#include <sys/stat.h>
#include <unistd.h>

#include "export_support.h"
#include "fail_alloc.h"

static char dir[600], why[400];

/* Adds a post with a comment, a page, a draft, and a file of media. */
static int64_t fill(struct blog *b) {
  char media[600];
  struct article_input post = support_article_input("one");
  post.permalink = "/2026/one/";
  int64_t id = support_save(b, &post);
  support_comment(b, id, 0, COMMENT_APPROVE);
  struct article_input page = support_article_input("about");
  page.type = ARTICLE_PAGE;
  support_save(b, &page);
  struct article_input draft = support_article_input("later");
  draft.status = ARTICLE_DRAFT;
  support_save(b, &draft);
  snprintf(media, sizeof media, "%s/media", b->site->dir);
  mkdir(media, 0755);
  support_write(media, "a.jpg", "x");
  support_write(media, ".hidden", "x");
  snprintf(dir, sizeof dir, "%s/../out-%d", b->site->dir, (int)getpid());
  return id;
}

static bool has(const char *name) {
  char path[700];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  return access(path, F_OK) == 0;
}

static void a_tree_has_all_files(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  struct article_input deleted = support_article_input("deleted");
  fill(b);
  assert_err(publish_delete(b->site, b->arena, support_save(b, &deleted)), OK);
  assert_err(export_tree(&x, dir, why, sizeof why), OK);
  assert_true(has("export.json"));
  assert_true(has("posts/2026/one.md"));
  assert_true(has("posts/2026/one.comments.json"));
  assert_true(has("pages/about.md"));
  assert_false(has("pages/about.comments.json"));
  assert_true(has("drafts/3-later.md"));
  assert_true(has("media/a.jpg"));
  assert_false(has("media/.hidden"));
  assert_true(has("site.ini"));
  assert_true(has("gone.txt"));
  assert_int_equal(x.total.articles, 3);
  assert_int_equal(x.total.comments, 1);
  assert_int_equal(x.total.files, 2);
  /* A second export replaces it only if asked to. */
  assert_err(export_tree(&x, dir, why, sizeof why), ERR_EXISTS);
  x.replace = true;
  assert_err(export_tree(&x, dir, why, sizeof why), OK);
  support_remove(dir);
}

static void addresses_make_the_tree_private(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site, .personal = true};
  struct stat st;
  char path[700];
  fill(b);
  assert_err(export_tree(&x, dir, why, sizeof why), OK);
  assert_int_equal(stat(dir, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0700);
  snprintf(path, sizeof path, "%s/posts/2026/one.comments.json", dir);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0077, 0);
  support_remove(dir);
}

static void a_stopped_export_leaves_nothing(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site, .stop = export_support_stop};
  fill(b);
  assert_err(export_tree(&x, dir, why, sizeof why), ERR_CLOSED);
  assert_int_not_equal(access(dir, F_OK), 0);
  assert_true(*why);
}

/* A copy of media/ inside media/ would never end. */
static void a_folder_inside_media_is_refused(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  fill(b);
  snprintf(dir, sizeof dir, "%s/media/out", b->site->dir);
  assert_err(export_tree(&x, dir, why, sizeof why), ERR_INVALID);
  assert_has(why, "media");
  assert_int_not_equal(access(dir, F_OK), 0);
}

static enum err export_once(void *context) {
  struct blog *b = context;
  struct export x = {.site = b->site};
  enum err e = export_tree(&x, dir, why, sizeof why);
  assert_int_equal(access(dir, F_OK) == 0, e == OK);
  if (e)
    assert_true(*why);
  support_remove(dir);
  return e;
}

static void a_failed_allocation_leaves_nothing(void **state) {
  fill(*state);
  fail_alloc_each(export_once, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_tree_has_all_files),
      support_site_test(addresses_make_the_tree_private),
      support_site_test(a_stopped_export_leaves_nothing),
      support_site_test(a_folder_inside_media_is_refused),
      support_site_test(a_failed_allocation_leaves_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
