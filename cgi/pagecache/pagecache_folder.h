/* Inside pagecache/ only: the folders of pages, for a writer that has the lock. Nobody
 * else adds anything to them meanwhile, so that a folder is opened once for all that is
 * asked about it in a row, and one that is missing is not looked for again. */
#ifndef PAGECACHE_PAGECACHE_FOLDER_H
#define PAGECACHE_PAGECACHE_FOLDER_H

#include <dirent.h>
#include <sys/types.h>

#include "base/err.h"

struct pagecache;

/* Opens the folder of the page `path` in the current epoch. *fd stays open until the
 * next call, and is not the caller's to close. ERR_NOT_FOUND if nothing is stored
 * there, ERR_INTERNAL without the lock; otherwise the file system's errors. */
MUST_USE enum err pagecache_folder_open(struct pagecache *s, const char *path, int *fd);

/* Must be called when a page is stored, and when the lock is released. */
void pagecache_folder_forget(struct pagecache *s);

/* What is in a folder. */
struct pagecache_listing {
  int fd;         /* not owned; -1 if nothing is stored there */
  enum err error; /* of reading: what else is there is unknown */
  ssize_t size, at;
  _Alignas(struct dirent64) char bytes[4096];
};

/* Makes it an empty list. */
void pagecache_listing_begin(struct pagecache_listing *l);

/* Errors as for pagecache_folder_open, except that nothing is an empty list. *out is
 * valid as long as the folder stays open. */
MUST_USE enum err pagecache_folder_list(
    struct pagecache *s, const char *path, struct pagecache_listing *out);

/* The next entry, without those that begin with a dot; NULL at the end. d_type is set:
 * it is on a tmpfs, and pagecache_fault allows no other file system than that and
 * ramfs. Valid until the next call. */
const struct dirent64 *pagecache_listing_next(struct pagecache_listing *l);

#endif
