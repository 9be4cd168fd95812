/* Taking pages away, one by one or an epoch at a time. */
#include "shelf/shelf_inside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Opens a folder; its descriptor, which goes with it, into *fd. NULL with errno set. */
static DIR *open_folder(int parent, const char *name, int *fd) {
  *fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (*fd < 0)
    return NULL;
  DIR *d = fdopendir(*fd);
  if (!d) {
    int error = errno;
    close(*fd);
    errno = error;
  }
  return d;
}

static enum err current_folder(struct shelf *s, char out[SHELF_TOKEN + 8]) {
  ssize_t n = readlinkat(s->folder_fd, "current", out, SHELF_TOKEN + 7);
  if (n < 0)
    return errno == ENOENT ? ERR_NOT_FOUND : shelf_failure();
  out[n] = '\0';
  return strncmp(out, "epoch-", 6) == 0 ? OK : ERR_IO;
}

enum err shelf_epoch(struct shelf *s, char *out, uint64_t *key) {
  char folder[SHELF_TOKEN + 8], file[SHELF_TOKEN + 16], text[32];
  enum err e = current_folder(s, folder);
  if (e)
    return e;
  snprintf(file, sizeof file, "%s/.key", folder);
  int fd = openat(s->folder_fd, file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return ERR_NOT_FOUND;
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  if (n <= 0)
    return ERR_NOT_FOUND;
  text[n] = '\0';
  *key = strtoull(text, NULL, 16);
  snprintf(out, SHELF_TOKEN, "%.*s", SHELF_TOKEN - 1, folder + strlen("epoch-"));
  return OK;
}

/* Subtracts from a counter that rounding and crashes may have let drift. */
static void lower(atomic_uint_least64_t *counter, uint64_t by) {
  uint64_t was = atomic_load(counter);
  while (!atomic_compare_exchange_weak(counter, &was, was > by ? was - by : 0))
    ;
}

/* Opens the folder of a path in the current epoch; *out is NULL where nothing is stored
 * there. */
static enum err open_pages(struct shelf *s, const char *path, DIR **out, int *fd) {
  char epoch[SHELF_TOKEN + 8], folder[SHELF_PATH];
  *out = NULL;
  enum err e = current_folder(s, epoch);
  if (e || !shelf_can_hold(path))
    return e == ERR_NOT_FOUND ? OK : e;
  if (!shelf_file(epoch, path, "", SHELF_PLAIN, folder))
    return OK;
  *out = open_folder(s->folder_fd, folder, fd);
  return *out || errno == ENOENT || errno == ENOTDIR ? OK : shelf_failure();
}

enum err shelf_take(struct shelf *s, const char *path) {
  uint64_t octets = 0, pages = 0;
  DIR *d;
  int fd;
  enum err e = open_pages(s, path, &d, &fd);
  if (!d)
    return e;
  for (struct dirent *entry; !e && (entry = readdir(d)) != NULL;) {
    struct stat st;
    if (entry->d_name[0] == '.' || entry->d_type == DT_DIR ||
        fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    if (unlinkat(fd, entry->d_name, 0) != 0 && errno != ENOENT)
      e = shelf_failure();
    octets += shelf_blocks((uint64_t)st.st_size);
    const char *dot = strrchr(entry->d_name, '.');
    pages += !dot || (strcmp(dot, ".gz") != 0 && strcmp(dot, ".br") != 0);
  }
  closedir(d);
  lower(&s->counters->octets, octets);
  lower(&s->counters->pages, pages);
  return e;
}

enum err shelf_take_below(struct shelf *s, const char *path) {
  char name[64];
  DIR *d;
  int fd;
  enum err e = open_pages(s, path, &d, &fd);
  if (!d)
    return e;
  for (struct dirent *entry; !e && (entry = readdir(d)) != NULL;) {
    if (entry->d_name[0] == '.' || entry->d_type != DT_DIR)
      continue;
    shelf_work_name(name);
    if (renameat(fd, entry->d_name, s->folder_fd, name) != 0 && errno != ENOENT)
      e = shelf_failure();
  }
  closedir(d);
  return e;
}

enum err shelf_end_epoch(struct shelf *s) {
  atomic_store(&s->counters->octets, 0);
  atomic_store(&s->counters->pages, 0);
  return unlinkat(s->folder_fd, "current", 0) == 0 || errno == ENOENT ? OK
                                                                      : shelf_failure();
}

/* The folder of an epoch with its key; as root, for the owner of the store. */
static bool make_epoch(struct shelf *s, const char *folder, uint64_t key) {
  char file[SHELF_TOKEN + 16], text[32];
  struct stat st;
  if (mkdirat(s->folder_fd, folder, 0775) != 0)
    return false;
  snprintf(file, sizeof file, "%s/.key", folder);
  int n = snprintf(text, sizeof text, "%" PRIx64, key);
  int fd = openat(s->folder_fd, file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  bool made = fd >= 0 && write(fd, text, (size_t)n) == n &&
              fchmodat(s->folder_fd, folder, SHELF_FOLDER, 0) == 0;
  if (fd >= 0)
    close(fd);
  if (made && geteuid() == 0 && fstatat(s->folder_fd, "", &st, AT_EMPTY_PATH) == 0)
    made =
        fchownat(s->folder_fd, folder, st.st_uid, st.st_gid, AT_SYMLINK_NOFOLLOW) == 0;
  return made;
}

enum err shelf_begin_epoch(struct shelf *s, const char *epoch, uint64_t key) {
  char folder[SHELF_TOKEN + 8], name[64];
  enum err e = shelf_end_epoch(s);
  if (e)
    return e;
  snprintf(folder, sizeof folder, "epoch-%.*s", SHELF_TOKEN - 1, epoch);
  shelf_work_name(name);
  /* The link comes last and at once: a store that is only half there is none. */
  if (make_epoch(s, folder, key) && symlinkat(folder, s->folder_fd, name) == 0 &&
      renameat(s->folder_fd, name, s->folder_fd, "current") != 0)
    unlinkat(s->folder_fd, name, 0);
  return OK;
}

/* Deletes a folder and all in it. Depth is bounded by that of the paths stored. */
static void delete_tree(int parent, const char *name) {
  int fd;
  DIR *d = open_folder(parent, name, &fd);
  if (!d)
    return;
  for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    if (unlinkat(fd, entry->d_name, 0) != 0)
      delete_tree(fd, entry->d_name);
  }
  closedir(d);
  unlinkat(parent, name, AT_REMOVEDIR);
}

/* Old epochs become waste, under the lock: one that is being begun is not current yet.
 */
static void retire_epochs(struct shelf *s) {
  char current[SHELF_TOKEN + 8] = "", name[64];
  if (shelf_flock(s, LOCK_SH))
    return;
  int fd;
  DIR *d = open_folder(s->folder_fd, ".", &fd);
  enum err e = d ? current_folder(s, current) : ERR_IO;
  for (struct dirent *entry;
       (!e || e == ERR_NOT_FOUND) && (entry = readdir(d)) != NULL;)
    if (strncmp(entry->d_name, "epoch-", 6) == 0 &&
        strcmp(entry->d_name, current) != 0) {
      shelf_work_name(name);
      renameat(fd, entry->d_name, s->folder_fd, name);
    }
  if (d)
    closedir(d);
  shelf_unlock(s);
}

void shelf_sweep(struct shelf *s) {
  enum { PATIENCE_S = 60 };
  struct stat st;
  retire_epochs(s);
  int fd;
  DIR *d = open_folder(s->folder_fd, "work", &fd);
  if (!d)
    return;
  /* Files are somebody's work at hand, unless they are old. */
  for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
    if (entry->d_name[0] == '.')
      continue;
    if (entry->d_type == DT_DIR)
      delete_tree(fd, entry->d_name);
    else if (fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
             st.st_ctim.tv_sec + PATIENCE_S < time(NULL))
      unlinkat(fd, entry->d_name, 0);
  }
  closedir(d);
}
