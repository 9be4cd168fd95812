/* The page cache: rendered pages as files, which the web server sends without asking
 * us. It knows paths and bytes, but no database: the caller that publishes a page is
 * asked whether it is still current. docs/page-cache.md explains why no page in it is
 * ever stale.
 *
 * The folder, which must be on a file system in memory, contains:
 *   current            -> epoch-TOKEN, which web servers read
 *   epoch-TOKEN/...    the pages: a folder for each component of an address, and in it
 * the leaf ("index.html") and its compressed forms (".gz", ".br") epoch-TOKEN/.key what
 * the pages of the epoch were rendered with work/              files being written, and
 * evicted folders to be deleted locks, usage       claims (pagecache_lock.h) and the
 * counters of pagecache_usage owner              the path of the lock file of the site
 * that the cache belongs to
 *
 * A file's modification time is the page's revision, as seconds since 1970, because
 * that is what a web server makes an ETag from. */
#ifndef PAGECACHE_PAGECACHE_H
#define PAGECACHE_PAGECACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { PAGECACHE_COMPONENT = 200 }; /* bytes of the longest component of a path */

struct pagecache;

/* Opens the page cache in `folder`, which pagecache_create has made, and its lock file.
 * Call it after fork, once in each process; the caller owns *out. ERR_NOT_FOUND if the
 * folder does not exist; ERR_PAGECACHE if a part of it or the lock file is missing, or
 * it belongs to another site; ERR_OWNER, ERR_INVALID for a path that is too long,
 * ERR_IO. */
enum err pagecache_open(
    struct pagecache **out, const char *folder, const char *lock_file) MUST_USE;
void pagecache_close(struct pagecache *s);

/* False if the folder, a part of it or the lock file was deleted or replaced since:
 * readers and other processes then use other files than this process. */
bool pagecache_is_intact(const struct pagecache *s);

/* Whether the page of this path can be stored: it has slashes at both ends, and none of
 * its components is too long or begins with a dot. */
bool pagecache_can_store(const char *path);

/* The inode number of the lock file. Processes whose numbers differ do not exclude each
 * other. */
uint64_t pagecache_lock_number(const struct pagecache *s);

/* Counters in memory that all processes share. */
struct pagecache_usage {
  uint64_t bytes;     /* of the files in this epoch, in whole blocks */
  uint64_t pages;     /* stored in this epoch */
  uint64_t published; /* pages stored since the cache was created */
  uint64_t overtaken; /* pages that changed while they were rendered, likewise */
  uint64_t waits;     /* changes that had to be evicted on other machines, likewise */
  uint64_t waited;    /* microseconds, for all of these together */
  uint64_t expired;   /* machines that did not answer in time */
};
void pagecache_read_usage(const struct pagecache *s, struct pagecache_usage *out);

#endif
