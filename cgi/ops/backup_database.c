#include "ops/backup_database.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/db_copy.h"
#include "db/integrity.h"

struct backup_database {
  char *why;
  size_t why_size;
};

static enum err backup_database_finding(void *context, const char *finding) {
  struct backup_database *w = context;
  snprintf(w->why, w->why_size, "the database is damaged: %s", finding);
  return ERR_DAMAGED;
}

/* The check of a file finds a page that is wrong, but not a row that never came: a
 * database without it may be whole. */
static enum err backup_database_compare(
    struct db *copy, const struct row_count *had, char *why, size_t why_size) {
  struct row_count has;
  size_t i = 0;
  enum err e = row_count(copy, &has);
  if (e || row_count_matches(had, &has, &i))
    return e;
  snprintf(why, why_size,
      "the copy of the database has %lld %s, but the original has %lld",
      (long long)has.kinds[i].rows, has.kinds[i].name, (long long)had->kinds[i].rows);
  return ERR_DAMAGED;
}

enum err backup_database_check(
    struct db *copy, const struct row_count *had, char *why, size_t why_size) {
  struct backup_database w = {why, why_size};
  why[0] = '\0';
  /* A damaged database is noticed while older backups of it are still good. */
  enum err e = integrity_of_file(copy, backup_database_finding, &w);
  if (!e)
    e = backup_database_compare(copy, had, why, why_size);
  if (e && !*why)
    snprintf(why, why_size, "the database: %s", err_text(e));
  return e;
}

enum err backup_database(
    struct db *from, const char *file, char *why, size_t why_size) {
  struct row_count had;
  struct db *copy = NULL;
  /* SQLite could create the file with a mode that lets others read it, and it has the
   * email addresses of readers. */
  int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) {
    int error = errno;
    snprintf(why, why_size, "%s: %s", file, strerror(error));
    return err_of_errno(error);
  }
  close(fd);
  /* One transaction for counting and copying, because SQLite copies what the
   * connection sees: a comment that comes meanwhile is in neither. */
  enum err e = db_read_begin(from);
  if (!e)
    e = row_count(from, &had);
  if (!e)
    e = db_copy_to(from, file, &copy);
  db_read_end(from);
  if (e)
    snprintf(why, why_size, "the database cannot be copied: %s", err_text(e));
  else
    e = backup_database_check(copy, &had, why, why_size);
  db_close(copy);
  return e;
}
