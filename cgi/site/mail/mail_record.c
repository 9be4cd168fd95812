#include "site/mail/mail_record.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"

enum { RECORD_PATH = PATH_MAX + 64 };

static void mail_record_path(const char *dir, int64_t id, char path[RECORD_PATH]) {
  snprintf(path, RECORD_PATH, "%s/run/mail/%" PRId64, dir, id);
}

enum err mail_record_own(const char *dir, int *lock) {
  char path[RECORD_PATH];
  struct stat like;
  snprintf(path, sizeof path, "%s/run", dir);
  if (stat(path, &like))
    return err_of_errno_in_site(errno);
  snprintf(path, sizeof path, "%s/run/mail", dir);
  /* What the mail system says may name people, so it is for the service alone. */
  if (!folder_make(path, &like, 0770))
    return err_of_errno_in_site(errno);
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return err_of_errno_in_site(errno);
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
    *lock = fd;
    return OK;
  }
  enum err e = errno == EWOULDBLOCK ? ERR_BUSY : err_of_errno(errno);
  close(fd);
  return e;
}

/* Two open files, because a lock belongs to the open file: the mail system gets the one
 * that it cannot write to. */
enum err mail_record_create(const char *dir, int64_t id, struct mail_record *out) {
  char path[RECORD_PATH];
  mail_record_path(dir, id, path);
  struct mail_record r = {-1, -1};
  r.file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (r.file < 0)
    return errno == EEXIST ? ERR_EXISTS : err_of_errno_in_site(errno);
  r.lock = open(path, O_RDONLY | O_CLOEXEC);
  if (r.lock >= 0 && flock(r.lock, LOCK_EX | LOCK_NB) == 0) {
    *out = r;
    return OK;
  }
  enum err e = err_of_errno(errno);
  unlink(path);
  mail_record_close(&r);
  return e;
}

void mail_record_close(struct mail_record *r) {
  if (r->file >= 0)
    close(r->file);
  if (r->lock >= 0)
    close(r->lock);
}

enum err mail_record_read(const char *dir, int64_t id, struct handover_outcome *out) {
  char path[RECORD_PATH];
  mail_record_path(dir, id, path);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT) {
    *out = (struct handover_outcome){HANDOVER_UNKNOWN, 0, ""};
    return OK;
  }
  if (fd < 0)
    return err_of_errno_in_site(errno);
  bool busy = flock(fd, LOCK_SH | LOCK_NB) != 0;
  struct handover_outcome o = {HANDOVER_UNKNOWN, 0, ""};
  /* The end may be recorded while a process of the mail system, which delivers in the
   * background, still has the lock. */
  enum err e = handover_read(fd, &o);
  close(fd);
  if (e)
    return e;
  if (busy && (o.end == HANDOVER_NOT_BEGUN || o.end == HANDOVER_UNKNOWN))
    return ERR_BUSY;
  *out = o;
  return OK;
}

void mail_record_remove(const char *dir, int64_t id) {
  char path[RECORD_PATH];
  mail_record_path(dir, id, path);
  unlink(path);
}
