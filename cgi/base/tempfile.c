#include "base/tempfile.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each try loses against another process that finishes its file at this moment; a
 * hundred in a row mean that something else is wrong. */
enum { MOST_TRIES = 100 };

/* Locks the file. Returns 1 if it is ours and empty, 0 to try again, -1 with errno
 * set. */
static int tempfile_lock(int fd, int folder, const char *name, bool wait) {
  struct stat ours, named;
  if (flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) != 0 || fstat(fd, &ours) != 0)
    return -1;
  /* While we waited for the lock, its holder may have renamed the file to its final
   * name: then our descriptor is the finished file, which must not be truncated. */
  if (fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) != 0 ||
      named.st_ino != ours.st_ino || named.st_dev != ours.st_dev)
    return 0;
  /* A file of another owner, or with a second link, could be read or changed by
   * somebody else. */
  if (!S_ISREG(ours.st_mode) || ours.st_uid != geteuid() || ours.st_nlink != 1)
    return unlinkat(folder, name, 0);
  return ftruncate(fd, 0) == 0 && fchmod(fd, 0600) == 0 ? 1 : -1;
}

int tempfile_open_at(int folder, const char *name, bool wait) {
  /* O_NONBLOCK for a pipe of that name, whose open would wait for a reader. No O_TRUNC:
   * until the lock is held, the file may belong to another process. */
  const int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  for (int i = 0; i < MOST_TRIES; i++) {
    int fd = openat(folder, name, flags, 0600);
    int error = errno;
    /* Somebody else's file or a link is removed, which the owner of the folder may do,
     * and the name is tried again. */
    if (fd < 0 && (error == EACCES || error == ELOOP) && unlinkat(folder, name, 0) == 0)
      continue;
    errno = error;
    if (fd < 0)
      return -1;
    int taken = tempfile_lock(fd, folder, name, wait);
    error = errno;
    if (taken > 0)
      return fd;
    close(fd);
    errno = error;
    if (taken < 0)
      return -1;
  }
  errno = EBUSY;
  return -1;
}

int tempfile_open(const char *path, bool wait) {
  return tempfile_open_at(AT_FDCWD, path, wait);
}
