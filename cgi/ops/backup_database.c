#include "ops/backup_database.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/db_copy.h"
#include "db/db_file.h"
#include "db/integrity.h"
#include "db/transfer/transfer.h"

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

/* A damaged database is noticed while older backups of it are still good. */
static enum err backup_database_check_file(
    struct db *copy, char *why, size_t why_size) {
  struct backup_database w = {why, why_size};
  why[0] = '\0';
  return integrity_of_file(copy, backup_database_finding, &w);
}

static enum err backup_database_explain(enum err e, char *why, size_t why_size) {
  if (e && !*why)
    snprintf(why, why_size, "the database: %s", err_text(e));
  return e;
}

enum err backup_database_check(
    struct db *copy, const struct row_count *had, char *why, size_t why_size) {
  enum err e = backup_database_check_file(copy, why, why_size);
  if (!e)
    e = backup_database_compare(copy, had, why, why_size);
  return backup_database_explain(e, why, why_size);
}

/* Every row is compared by transfer_run. */
static enum err backup_database_of_server(
    struct db *from, const char *file, char *why, size_t why_size) {
  struct db *copy = NULL;
  enum err e = transfer_to_file(from, file, why, why_size);
  if (!e)
    e = db_open(&copy, file, ROLE_COMMAND);
  if (!e)
    e = db_file_empty_log(copy);
  if (!e)
    e = backup_database_check_file(copy, why, why_size);
  db_close(copy);
  return backup_database_explain(e, why, why_size);
}

enum err backup_database(
    struct db *from, const char *file, char *why, size_t why_size) {
  struct row_count had;
  struct db *copy = NULL;
  if (db_is_of_server(from))
    return backup_database_of_server(from, file, why, why_size);
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
