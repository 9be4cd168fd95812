#include "pagecache/pagecache_folder.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_internal.h"

void pagecache_folder_forget(struct pagecache *s) {
  if (s->page_fd >= 0)
    close(s->page_fd);
  s->page_fd = -1;
  s->absent[0] = '\0';
}

/* Paths end with "/", so that one which begins like another is below it. The feeds of a
 * page, for example, are below the first of them. */
static bool pagecache_folder_is_absent(const struct pagecache *s, const char *path) {
  return *s->absent && strncmp(path, s->absent, strlen(s->absent)) == 0;
}

enum err pagecache_folder_open(struct pagecache *s, const char *path, int *fd) {
  int epoch;
  enum err e = pagecache_epoch_folder(s, &epoch);
  if (e)
    return e;
  if (s->page_epoch != s->epochs_opened)
    pagecache_folder_forget(s);
  s->page_epoch = s->epochs_opened;
  if (pagecache_folder_is_absent(s, path))
    return ERR_NOT_FOUND;
  if (s->page_fd < 0 || strcmp(s->page, path) != 0) {
    if (s->page_fd >= 0)
      close(s->page_fd);
    s->page_fd = pagecache_file_open_below(s, epoch, path, false);
    s->page_is_read = false;
    bool absent = s->page_fd < 0 && (errno == ENOENT || errno == ENOTDIR);
    if (s->page_fd < 0 && !absent)
      return err_of_errno_in_site(errno);
    snprintf(absent ? s->absent : s->page, PAGECACHE_PATH, "%s", path);
    if (absent)
      return ERR_NOT_FOUND;
  }
  *fd = s->page_fd;
  return OK;
}

/* Not an initializer, which would clear the bytes, too. */
void pagecache_listing_begin(struct pagecache_listing *l) {
  l->fd = -1;
  l->error = OK;
  l->size = l->at = 0;
}

enum err pagecache_folder_list(
    struct pagecache *s, const char *path, struct pagecache_listing *out) {
  pagecache_listing_begin(out);
  enum err e = pagecache_folder_open(s, path, &out->fd);
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  if (s->page_is_read && lseek(out->fd, 0, SEEK_SET) != 0)
    return err_of_errno_in_site(errno);
  s->page_is_read = true;
  return OK;
}

/* Not readdir: for its stream, opening a folder takes three system calls more. */
const struct dirent64 *pagecache_listing_next(struct pagecache_listing *l) {
  for (;;) {
    if (l->at >= l->size) {
      l->at = 0;
      l->size = l->fd < 0 ? 0 : getdents64(l->fd, l->bytes, sizeof l->bytes);
    }
    if (l->size < 0)
      l->error = err_of_errno_in_site(errno);
    if (l->size <= 0) {
      l->fd = -1;
      return NULL;
    }
    const struct dirent64 *entry = (const void *)(l->bytes + l->at);
    l->at += entry->d_reclen;
    if (entry->d_name[0] != '.')
      return entry;
  }
}
