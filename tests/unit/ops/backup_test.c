#include "ops/backup.h"

#include <sys/stat.h>
#include <unistd.h>

#include "fail_alloc.h"
#include "support_site.h"

static void names_that_a_backup_may_contain(void **state) {
  static const char *const good[] = {"site.ini", "pamphlet.db", "media/a.png",
      "templates/foot.html", "public/x/y.css"};
  static const char *const bad[] = {"", "media", "media/", "media//a", "media/.a",
      "media/x/.a", "media/../a", "../site.ini", "run/pamphlet.pid", "site.ini/x",
      "pamphlet.db-wal", "/site.ini"};
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
    if (!backup_has(good[i]))
      fail_msg("%s is refused", good[i]);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (backup_has(bad[i]))
      fail_msg("%s is accepted", bad[i]);
}

static void a_backup_is_made_and_not_replaced(void **state) {
  struct blog *b = *state;
  struct backup_done done;
  struct stat st;
  char why[600], *folder = support_folder();
  char *file = arena_printf(b->arena, "%s/b.tar.gz", folder);
  support_write(b->site->dir, "media/a.png", "x");
  assert_err(backup_make(b->site, file, false, NULL, &done, why, sizeof why), OK);
  assert_int_equal(done.total.files, 3);
  assert_int_equal(done.links, 0);
  assert_true(stat(file, &st) == 0 && (st.st_mode & 0777) == 0600);
  assert_err(
      backup_make(b->site, file, false, NULL, &done, why, sizeof why), ERR_EXISTS);
  assert_non_null(strstr(why, "--force"));
  assert_err(backup_make(b->site, file, true, NULL, &done, why, sizeof why), OK);
  free(folder);
}

static void links_are_counted_not_followed(void **state) {
  struct blog *b = *state;
  struct backup_done done;
  char why[600], *folder = support_folder();
  char *link = arena_printf(b->arena, "%s/media/link.png", b->site->dir);
  assert_int_equal(symlink("/etc/passwd", link), 0);
  assert_err(backup_make(b->site, arena_printf(b->arena, "%s/b.tgz", folder), false,
                 NULL, &done, why, sizeof why),
      OK);
  assert_int_equal(done.links, 1);
  assert_non_null(strstr(done.first_link, "media/link.png"));
  free(folder);
}

static void names_of_other_formats_are_refused(void **state) {
  static const char *const names[] = {"b.zip", "b.tar.xz", "b.TAR", "b.db"};
  struct blog *b = *state;
  struct backup_done done;
  char why[600];
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    assert_err(backup_make(b->site, names[i], false, NULL, &done, why, sizeof why),
        ERR_INVALID);
    assert_non_null(strstr(why, "name it b.tar.zst or b.tar.gz"));
    assert_int_not_equal(access(names[i], F_OK), 0);
  }
}

static void a_failure_leaves_no_file(void **state) {
  struct blog *b = *state;
  struct backup_done done;
  char why[600], *folder = support_folder();
  char *file = arena_printf(b->arena, "%s/b.tar.zst", folder);
  assert_int_equal(unlink(arena_printf(b->arena, "%s/site.ini", b->site->dir)), 0);
  assert_err(
      backup_make(b->site, file, false, NULL, &done, why, sizeof why), ERR_NOT_FOUND);
  assert_int_equal(rmdir(folder), 0);
  free(folder);
}

struct making {
  struct blog *blog;
  char *folder, *file;
};

static enum err make_once(void *context) {
  struct making *m = context;
  struct backup_done done;
  char why[600];
  enum err e = backup_make(m->blog->site, m->file, false, NULL, &done, why, sizeof why);
  if (e && !*why)
    return ERR_INTERNAL;
  if (!e)
    unlink(m->file);
  /* An error leaves nothing, not even a temporary file. */
  return rmdir(m->folder) == 0 && mkdir(m->folder, 0755) == 0 ? e : ERR_INTERNAL;
}

static void a_failed_allocation_leaves_no_file(void **state) {
  struct blog *b = *state;
  struct making m = {b, support_folder(), NULL};
  m.file = arena_printf(b->arena, "%s/b.tar.gz", m.folder);
  support_write(b->site->dir, "media/a.png", "x");
  fail_alloc_each(make_once, &m);
  free(m.folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(names_that_a_backup_may_contain),
      support_site_test(a_backup_is_made_and_not_replaced),
      support_site_test(links_are_counted_not_followed),
      support_site_test(names_of_other_formats_are_refused),
      support_site_test(a_failure_leaves_no_file),
      support_site_test(a_failed_allocation_leaves_no_file)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
