#include "db/owner.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* access() asks for the real user and not the effective one, which is the same here:
 * the programs are not set-user-ID. */
static bool owner_is_refused(const char *path) {
  return access(path, R_OK | W_OK) != 0 && errno == EACCES;
}

/* SQLite itself creates its files with the group of the first process. If root runs
 * one command before the service starts, the service could never write.
 *
 * The file is created under another name and then linked: a process that opens the
 * database at this moment must not find a file it cannot open yet. link() does not
 * replace a file that another process created meanwhile, which is as good as ours. */
static enum err owner_create_file(
    const char *file, const char *end, const struct stat *db) {
  char path[PATH_MAX + 32], next[PATH_MAX + 64];
  snprintf(path, sizeof path, "%s%s", file, end);
  snprintf(next, sizeof next, "%s.XXXXXX", path);
  if (access(path, F_OK) == 0)
    return owner_is_refused(path) ? ERR_OWNER : OK;
  int fd = mkostemp(next, O_CLOEXEC);
  /* On a full disk or a read-only file system the file cannot be created either; SQLite
   * reports that. */
  if (fd < 0)
    return errno == EACCES || errno == EPERM ? ERR_OWNER : OK;
  enum err e = file_give(fd, db, db->st_mode & 0777);
  int linked = e ? 0 : link(next, path);
  (void)linked; /* another process was faster, or the file system has no links */
  unlink(next);
  close(fd);
  return e;
}

enum err owner_prepare(const char *file) {
  struct stat db;
  if (stat(file, &db) != 0)
    return errno == EACCES ? ERR_OWNER : ERR_NOT_FOUND;
  if (owner_is_refused(file))
    return ERR_OWNER;
  /* SQLite removes -wal and -shm when the last connection closes, so they are created
   * before each opening. */
  static const char *const ends[] = {"-wal", "-shm", "-queue"};
  enum err e = OK;
  for (size_t i = 0; !e && i < sizeof ends / sizeof ends[0]; i++)
    e = owner_create_file(file, ends[i], &db);
  return e;
}
