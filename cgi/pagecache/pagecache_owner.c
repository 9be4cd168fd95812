#include "pagecache/pagecache_owner.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "pagecache/pagecache_file.h"

/* A page cache that an older version has created can be used only while these names
 * stay the same: one without an entry is damaged (pagecache_open_files). */
const char *const pagecache_parts[PAGECACHE_PARTS] = {[PART_WORK] = "work",
    [PART_LOCKS] = "locks",
    [PART_USAGE] = "usage",
    [PART_OWNER] = "owner"};

void pagecache_owner_read(int folder_fd, char out[PAGECACHE_PATH]) {
  int fd =
      openat(folder_fd, pagecache_parts[PART_OWNER], O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  ssize_t n = fd < 0 ? 0 : read(fd, out, PAGECACHE_PATH - 1);
  out[n < 0 ? 0 : n] = '\0';
  if (fd >= 0)
    close(fd);
}

/* Two sites in one folder would serve each other's pages. But a folder whose site was
 * deleted, or moved to another path, must not stay unusable until somebody cleans up a
 * tmpfs that few people know of. Comparing inodes finds the same site under another
 * path, such as through a symbolic link. */
bool pagecache_owner_is_us(int folder_fd, const char *lock_file) {
  char owner[PAGECACHE_PATH];
  struct stat theirs, ours;
  pagecache_owner_read(folder_fd, owner);
  if (!*owner || strcmp(owner, lock_file) == 0)
    return true;
  if (lstat(owner, &theirs) != 0)
    return errno == ENOENT || errno == ENOTDIR;
  return lstat(lock_file, &ours) == 0 && ours.st_ino == theirs.st_ino &&
         ours.st_dev == theirs.st_dev;
}

/* Renamed into place, so that no process reads half a name and takes the folder for
 * another site's. */
enum err pagecache_owner_write(
    int folder_fd, const char *lock_file, const struct stat *like) {
  char owner[PAGECACHE_PATH], name[PAGECACHE_NAME];
  pagecache_owner_read(folder_fd, owner);
  if (strcmp(owner, lock_file) == 0)
    return OK;
  pagecache_file_work_name(name);
  int fd = openat(folder_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return err_of_errno_in_site(errno);
  enum err e = file_write(fd, lock_file, strlen(lock_file))
                   ? pagecache_file_give(fd, PAGECACHE_PAGE, like)
                   : err_of_errno_in_site(errno);
  close(fd);
  if (!e && renameat(folder_fd, name, folder_fd, pagecache_parts[PART_OWNER]) != 0)
    e = err_of_errno_in_site(errno);
  if (e)
    unlinkat(folder_fd, name, 0);
  return e;
}
