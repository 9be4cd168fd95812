#include "ops/restore.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "db/model/article.h"
#include "fail_alloc.h"
#include "ops/backup.h"
#include "site/site_open.h"
#include "support_site.h"

static char *backup_of(struct blog *b, const char *folder) {
  struct backup_done done;
  char why[600], *file = arena_printf(b->arena, "%s/b.tar.gz", folder);
  assert_err(backup_make(b->site, file, false, NULL, &done, why, sizeof why), OK);
  return file;
}

static void a_site_is_restored_to_a_new_directory(void **state) {
  struct blog *b = *state;
  struct restored done;
  struct site *site = NULL;
  char why[1000], *folder = support_folder();
  struct article_input a = support_article_input("one");
  int64_t id = support_save(b, &a);
  char *dir = arena_printf(b->arena, "%s/new", folder);
  assert_err(restore_site(backup_of(b, folder), NULL, dir, &done, why, sizeof why), OK);
  assert_string_equal(done.aside, "");
  assert_int_equal(done.schema_from, done.schema_to);
  assert_err(site_open(&site, dir, ROLE_COMMAND, why, sizeof why), OK);
  struct article row;
  assert_err(article_by_id(site->db, b->arena, id, &row), OK);
  assert_string_equal(row.slug, "one");
  site_close(site);
  free(folder);
}

static void a_bad_backup_leaves_no_directory(void **state) {
  struct blog *b = *state;
  struct restored done;
  char why[1000] = "", *folder = support_folder();
  char *dir = arena_printf(b->arena, "%s/new", folder);
  support_write(folder, "bad.tar.gz", "not a backup");
  char *bad = arena_printf(b->arena, "%s/bad.tar.gz", folder);
  assert_err(restore_site(bad, NULL, dir, &done, why, sizeof why), ERR_INVALID);
  assert_true(why[0]);
  assert_int_not_equal(access(dir, F_OK), 0);
  free(folder);
}

static void a_command_at_work_is_not_disturbed(void **state) {
  struct blog *b = *state;
  struct restored done;
  char why[1000], *folder = support_folder();
  char *file = backup_of(b, folder);
  int fd = open(b->site->dir, O_RDONLY | O_DIRECTORY);
  assert_int_equal(flock(fd, LOCK_SH), 0);
  assert_err(restore_site(file, NULL, b->site->dir, &done, why, sizeof why), ERR_BUSY);
  assert_non_null(strstr(why, "another command is working on this site"));
  close(fd);
  free(folder);
}

struct restoring {
  const char *file, *dir;
};

static enum err restore_once(void *context) {
  const struct restoring *r = context;
  struct restored done;
  char why[1000];
  enum err e = restore_site(r->file, NULL, r->dir, &done, why, sizeof why);
  if (e)
    return *why && access(r->dir, F_OK) != 0 ? e : ERR_INTERNAL;
  support_remove(r->dir);
  return OK;
}

static void a_failed_allocation_leaves_no_directory(void **state) {
  struct blog *b = *state;
  char *folder = support_folder();
  struct restoring r = {backup_of(b, folder), arena_printf(b->arena, "%s/new", folder)};
  fail_alloc_each(restore_once, &r);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_site_is_restored_to_a_new_directory),
      support_site_test(a_bad_backup_leaves_no_directory),
      support_site_test(a_command_at_work_is_not_disturbed),
      support_site_test(a_failed_allocation_leaves_no_directory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
