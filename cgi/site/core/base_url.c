/* How it works: the process that keeps a URL holds a lock on its file, and so do the
 * children that inherit the descriptor. The kernel releases the lock at their end,
 * whatever ends them. So a file without a lock was left over by a crash, and means
 * nothing. An ID of a process would not tell as much: it may have been reused, or be of
 * another container. */
#include "site/core/base_url.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/tempfile.h"
#include "site/core/settings_table.h"

enum { BASE_URL_PATH = PATH_MAX + 32, BASE_URL_MOST = 1024 };

static void base_url_path(const char *dir, char path[BASE_URL_PATH]) {
  snprintf(path, BASE_URL_PATH, "%s/run/base_url", dir);
}

enum err base_url_keep(
    const char *dir, const char *url, int *fd, char *why, size_t why_size) {
  char path[BASE_URL_PATH], next[BASE_URL_PATH + 8];
  base_url_path(dir, path);
  snprintf(next, sizeof next, "%s.next", path);
  if (!url) {
    /* One that a crash has left is of no use any more. */
    unlink(path);
    *fd = -1;
    return OK;
  }
  int opened = tempfile_open(next, true);
  /* 0644, because each user who may run a command reads it. */
  if (opened >= 0 && file_write(opened, url, strlen(url)) &&
      fchmod(opened, 0644) == 0 && rename(next, path) == 0) {
    *fd = opened;
    return OK;
  }
  int error = errno;
  if (opened >= 0)
    close(opened);
  snprintf(why, why_size, "cannot write %s: %s", path, strerror(error));
  return err_of_errno_in_site(error);
}

void base_url_forget(const char *dir, int fd) {
  char path[BASE_URL_PATH];
  struct stat mine, there;
  base_url_path(dir, path);
  if (fd < 0)
    return;
  /* A program that was started in the meantime has replaced the file: then it stays. */
  if (fstat(fd, &mine) == 0 && lstat(path, &there) == 0 &&
      mine.st_ino == there.st_ino && mine.st_dev == there.st_dev)
    unlink(path);
  close(fd);
}

/* True if a process holds the lock of the file. flock cannot ask, so the lock is tried,
 * shared: commands do not disturb each other. */
static bool base_url_is_kept(int fd) {
  return flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

/* A file that cannot be read, or has no URL, counts as none: others than the service
 * may write to run/, and site.ini always has an address. */
enum err base_url_override(struct arena *a, const char *dir, const char **out) {
  char path[BASE_URL_PATH], why[FILE_WHY];
  struct stat st;
  struct buf text = {0};
  int fd = -1;
  const char *named = getenv("PAMPHLET_BASE_URL");
  *out = named;
  base_url_path(dir, path);
  if (named || file_open(path, FILE_NO_FOLLOW, &fd, &st, why))
    return OK;
  enum err e = OK;
  if (base_url_is_kept(fd) && file_read_open(fd, BASE_URL_MOST, &text, why) == OK &&
      text.len && !settings_table_check_url(buf_text(&text))) {
    *out = arena_strdup(a, buf_text(&text));
    e = *out ? OK : ERR_NOMEM;
  }
  buf_free(&text);
  close(fd);
  return e;
}
