#include "pagecache/pagecache_sweep.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_internal.h"
#include "pagecache/pagecache_lock.h"

static DIR *pagecache_sweep_open(int parent, const char *name) {
  return pagecache_file_stream(
      openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
}

/* Deletes a folder with everything in it. The depth of the recursion is bounded by that
 * of the paths stored. */
static void pagecache_sweep_tree(int parent, const char *name) {
  DIR *d = pagecache_sweep_open(parent, name);
  if (!d)
    return;
  for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    /* unlink fails for a folder, and only then is it opened: one system call less for
     * each file. */
    if (unlinkat(dirfd(d), entry->d_name, 0) != 0)
      pagecache_sweep_tree(dirfd(d), entry->d_name);
  }
  closedir(d);
  unlinkat(parent, name, AT_REMOVEDIR);
}

/* Moves old epochs to work/. Under the lock, because an epoch that a writer is about to
 * begin exists before it is current. */
static void pagecache_sweep_epochs(struct pagecache *s) {
  char current[PAGECACHE_EPOCH_NAME] = "", name[PAGECACHE_NAME];
  if (pagecache_lock_shared(s))
    return;
  DIR *d = pagecache_sweep_open(s->folder_fd, ".");
  enum err e = d ? pagecache_epoch_name(s, current) : ERR_IO;
  for (struct dirent *entry;
       (!e || e == ERR_NOT_FOUND) && (entry = readdir(d)) != NULL;)
    if (strncmp(entry->d_name, "epoch-", 6) == 0 &&
        strcmp(entry->d_name, current) != 0) {
      pagecache_file_work_name(name);
      /* A failure is ignored: the next sweep tries again. */
      renameat(s->folder_fd, entry->d_name, s->work_fd, name);
    }
  if (d)
    closedir(d);
  pagecache_unlock(s);
}

void pagecache_sweep(struct pagecache *s) {
  /* Far longer than writing one page takes. */
  enum { PATIENCE_S = 60 };
  struct stat st;
  pagecache_sweep_epochs(s);
  DIR *d = pagecache_sweep_open(s->work_fd, ".");
  if (!d)
    return;
  /* Folders are there to be deleted. Files belong to a process that is publishing,
   * unless they are so old that it must have crashed. */
  for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
    if (entry->d_name[0] == '.')
      continue;
    if (entry->d_type == DT_DIR)
      pagecache_sweep_tree(s->work_fd, entry->d_name);
    else if (fstatat(s->work_fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
             st.st_ctim.tv_sec + PATIENCE_S < time(NULL))
      unlinkat(s->work_fd, entry->d_name, 0);
  }
  closedir(d);
}
