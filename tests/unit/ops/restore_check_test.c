#include "ops/restore_check.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ops/backup.h"
#include "ops/pack.h"
#include "support_site.h"

static char *temporary;

static int set_up(void **state) {
  temporary = support_folder();
  return setenv("TMPDIR", temporary, 1) || support_site(state);
}

static int tear_down(void **state) {
  unsetenv("TMPDIR");
  support_remove(temporary);
  free(temporary);
  return support_site_close(state);
}

static int entries(void) {
  DIR *d = opendir(temporary);
  int count = 0;
  assert_non_null(d);
  while (readdir(d))
    count++;
  closedir(d);
  return count - 2;
}

static char *backup_of(struct blog *b) {
  struct backup_done done;
  char why[600], *file = arena_printf(b->arena, "%s/../b.tar.gz", b->site->dir);
  assert_err(backup_make(b->site, file, true, NULL, &done, why, sizeof why), OK);
  return file;
}

static void the_contents_are_counted(void **state) {
  struct blog *b = *state;
  struct restore_contents c = {0};
  struct article_input d = support_article_input("talk");
  char why[1000];
  support_comment(b, support_save(b, &d), 0, COMMENT_HOLD);
  char *file = backup_of(b);
  d = support_article_input("later");
  support_save(b, &d);
  assert_err(restore_check(file, NULL, &c, why, sizeof why), OK);
  assert_int_equal(c.posts, 1);
  assert_int_equal(c.pages, 0);
  assert_int_equal(c.comments, 1);
  assert_true(c.newest >= SUPPORT_DATE);
  assert_int_equal(c.schema_from, c.schema_to);
  assert_int_equal(entries(), 0);
  struct restore_contents now = {0};
  assert_err(restore_count(b->site, &now), OK);
  assert_int_equal(now.posts, 2);
  unlink(file);
}

/* A pack with this database and no settings, or with both. */
static char *packed(struct blog *b, const char *database, bool whole) {
  char why[600], *file = arena_printf(b->arena, "%s/../x.tar.gz", b->site->dir);
  struct pack *p = NULL;
  FILE *out = fopen(file, "wb");
  assert_non_null(out);
  assert_err(pack_begin(&p, fileno(out), true, NULL), OK);
  const char *settings = arena_printf(b->arena, "%s/site.ini", b->site->dir);
  if (whole)
    assert_err(pack_add(p, "site.ini", settings, why, sizeof why), OK);
  assert_err(pack_add(p, "pamphlet.db", database, why, sizeof why), OK);
  assert_err(pack_end(p, NULL, why, sizeof why), OK);
  fclose(out);
  return file;
}

static void bad_backups_are_refused_with_a_reason(void **state) {
  struct blog *b = *state;
  struct restore_contents c = {.posts = 9};
  char why[1000];
  const char *database = arena_printf(b->arena, "%s/pamphlet.db", b->site->dir);
  assert_err(restore_check("/no/such.tar", NULL, &c, why, sizeof why), ERR_NOT_FOUND);
  assert_non_null(strstr(why, "/no/such.tar"));
  assert_err(restore_check(packed(b, database, false), NULL, &c, why, sizeof why),
      ERR_INVALID);
  assert_non_null(strstr(why, "site.ini or pamphlet.db is missing"));
  support_write(temporary, "no.db", "no database at all, but long enough for a header");
  const char *no = arena_printf(b->arena, "%s/no.db", temporary);
  char *file = packed(b, no, true);
  assert_true(restore_check(file, NULL, &c, why, sizeof why) != OK);
  assert_true(*why);
  assert_int_equal(c.posts, 9);
  assert_int_equal(entries(), 1);
  unlink(file);
}

static void without_a_temporary_folder(void **state) {
  struct restore_contents c;
  char why[1000];
  (void)state;
  assert_int_equal(setenv("TMPDIR", "/no/such", 1), 0);
  assert_err(restore_check("b.tar.gz", NULL, &c, why, sizeof why), ERR_IO);
  assert_non_null(strstr(why, "/no/such/pamphlet-restore-"));
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {T(the_contents_are_counted),
      T(bad_backups_are_refused_with_a_reason), T(without_a_temporary_folder)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
