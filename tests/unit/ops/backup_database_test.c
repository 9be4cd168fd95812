#include "ops/backup_database.h"

#include <sys/stat.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/db_copy.h"
#include "support_site.h"

static struct db *copy_of(struct blog *b, struct row_count *had) {
  struct db *copy = NULL;
  assert_err(row_count(b->site->db, had), OK);
  assert_err(db_copy(b->site->db, &copy), OK);
  return copy;
}

/* What a defect of the copying would do: rows are missing, and the file is whole. The
 * authorizer is off, as it allows a comment no deletion without its trace. */
static void lose(struct db *copy, const char *sql) {
  sqlite3_set_authorizer(copy->handle, NULL, NULL);
  if (sqlite3_exec(copy->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(copy->handle));
  sqlite3_set_authorizer(copy->handle, roles_authorize, &copy->role);
}

static void a_lost_row_is_noticed(void **state) {
  static const struct {
    const char *sql, *says;
  } losses[] = {
      {"DELETE FROM comment WHERE id = 2",
          "the copy of the database has 1 comments, but the original has 2"},
      {"DELETE FROM article_revision", "0 revisions, but the original has 1"},
      {"DELETE FROM picture", "0 pictures, but the original has 1"},
      {"DELETE FROM article_body", "texts of articles"},
  };
  struct blog *b = *state;
  struct row_count had;
  char why[600];
  struct article_input one = support_article_input("one");
  int64_t id = support_save(b, &one);
  support_comment(b, id, 0, COMMENT_APPROVE);
  support_comment(b, id, 0, COMMENT_APPROVE);
  lose(b->site->db, "INSERT INTO article_revision VALUES (1, 1, 1, '', 1, '', 'x')");
  lose(b->site->db, "INSERT INTO picture VALUES ('a.png', 1, 1, '', 1, 1, '', '', '')");
  for (size_t i = 0; i < sizeof losses / sizeof losses[0]; i++) {
    struct db *copy = copy_of(b, &had);
    assert_err(backup_database_check(copy, &had, why, sizeof why), OK);
    lose(copy, losses[i].sql);
    assert_err(backup_database_check(copy, &had, why, sizeof why), ERR_DAMAGED);
    if (!strstr(why, losses[i].says))
      fail_msg("%s: %s", losses[i].sql, why);
    db_close(copy);
  }
}

static void a_copy_is_private_and_complete(void **state) {
  struct blog *b = *state;
  struct stat st;
  char why[600], *folder = support_folder();
  char *file = arena_printf(b->arena, "%s/copy.db", folder);
  assert_err(backup_database(b->site->db, file, why, sizeof why), OK);
  assert_true(stat(file, &st) == 0 && (st.st_mode & 0777) == 0600);
  assert_err(backup_database(b->site->db, file, why, sizeof why), ERR_IO);
  assert_non_null(strstr(why, "copy.db"));
  unlink(file);
  assert_int_equal(rmdir(folder), 0);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(a_lost_row_is_noticed),
      support_site_test(a_copy_is_private_and_complete)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
