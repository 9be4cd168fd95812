#include "db/db_file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"
#include "db/txn_queue.h"

/* SQLite resolves symbolic links when it opens a file, and names the log after the
 * result (sqlite3_db_filename). */
static void db_file_name(const struct db *s, const char *end, char out[PATH_MAX + 32]) {
  snprintf(out, PATH_MAX + 32, "%s%s", sqlite3_db_filename(s->handle, "main"), end);
}

/* 0 if there is no such file; no file has this number. */
static ino_t db_file_inode(const struct db *s, const char *end) {
  char path[PATH_MAX + 32];
  struct stat st;
  db_file_name(s, end, path);
  return stat(path, &st) == 0 ? st.st_ino : 0;
}

enum err db_file_note(struct db *s, const char *file) {
  struct stat st;
  int moved = 0;
  if (stat(file, &st) != 0)
    return ERR_REPLACED;
  /* Asked after stat: had the file been replaced between sqlite3_open and stat, the
   * numbers would be those of a file that is not open. */
  sqlite3_file_control(s->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (moved)
    return ERR_REPLACED;
  s->file = strdup(file);
  if (!s->file)
    return ERR_NOMEM;
  s->device = st.st_dev;
  s->inode = st.st_ino;
  s->read_only = sqlite3_db_readonly(s->handle, "main") == 1;
  s->log_inode = db_file_inode(s, "-wal");
  s->index_inode = db_file_inode(s, "-shm");
  return OK;
}

bool db_file_is_read_only(const char *file) {
  return access(file, W_OK) != 0 && errno == EROFS;
}

/* An inode's number cannot be used again while the file is open, so equal numbers mean
 * the same file. Failures other than a missing file say nothing about it.
 *
 * The log is compared for a file that comes back: another process may have noticed that
 * it was away, and have removed the log (db_file_retire). What this process would write
 * to it then, nobody else would see. Of a file that is read as it is, nobody would see
 * what others write. */
bool db_file_is_replaced(const struct db *s) {
  struct stat st;
  if (!s->file)
    return false;
  if (stat(s->file, &st) != 0)
    return errno == ENOENT || errno == ENOTDIR;
  return st.st_ino != s->inode || st.st_dev != s->device ||
         (s->log_inode && db_file_inode(s, "-wal") != s->log_inode) ||
         (s->read_only && !db_file_is_read_only(s->file));
}

/* A failure costs nothing but space: the next one writes the rest. */
void db_file_write_log(struct db *s) {
  if (!s->handle)
    return;
  sqlite3_wal_checkpoint_v2(
      s->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, (int *)NULL, (int *)NULL);
}

/* Of a replaced database, the connection still has the old file and the old log open,
 * whatever their names are now. */
enum err db_file_empty_log(struct db *s) {
  if (!s->handle)
    return OK;
  return sqlite_error(s, sqlite3_wal_checkpoint_v2(s->handle, "main",
                             SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL));
}

bool db_file_log_is_empty(const struct db *s) {
  char path[PATH_MAX + 32];
  struct stat st;
  db_file_name(s, "-wal", path);
  return stat(path, &st) == 0 && st.st_size == 0;
}

/* A file with another number belongs to the new database. */
static void db_file_remove(const struct db *s, const char *end, ino_t inode) {
  char path[PATH_MAX + 32];
  db_file_name(s, end, path);
  if (inode && db_file_inode(s, end) == inode)
    unlink(path);
}

/* In the queue, so that of several processes one does this, and none is writing to the
 * old file meanwhile. */
enum err db_file_retire(struct db *s) {
  if (!s->handle)
    return OK;
  /* SQLite keeps one index of the log per file and process, and this one was opened to
   * read: a second connection could not write either. */
  if (s->read_only)
    return ERR_READ_ONLY;
  enum err e = txn_queue_enter(s);
  if (e)
    return e;
  /* A checkpoint that is not complete leaves changes in the log that are nowhere else,
   * so the log is kept then. */
  if (s->log_inode && db_file_inode(s, "-wal") == s->log_inode)
    e = db_file_empty_log(s);
  if (!e) {
    db_file_remove(s, "-shm", s->index_inode);
    db_file_remove(s, "-wal", s->log_inode);
  }
  txn_queue_leave(s);
  return e;
}
