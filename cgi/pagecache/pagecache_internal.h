/* Inside pagecache/ only: what an open store consists of. */
#ifndef PAGECACHE_PAGECACHE_INTERNAL_H
#define PAGECACHE_PAGECACHE_INTERNAL_H

#include <stdatomic.h>
#include <sys/stat.h>

#include "pagecache/pagecache.h"

enum { PAGECACHE_PATH = 4096, PAGECACHE_NAME = 64 };

/* Modes: web servers read pages, the group of the site writes them. */
enum { PAGECACHE_FOLDER = 02775, PAGECACHE_WORK = 02770, PAGECACHE_PAGE = 0644 };

/* In the file "usage", mapped by every process. */
struct pagecache_counters {
  atomic_uint_least64_t bytes, pages, published, overtaken;
};

/* What a store has besides epochs. */
enum { PART_WORK, PART_LOCKS, PART_USAGE, PART_OWNER, PAGECACHE_PARTS };
extern const char *const pagecache_parts[PAGECACHE_PARTS];

struct pagecache {
  char folder[PAGECACHE_PATH], lock_file[PAGECACHE_PATH];
  struct stat like; /* of `folder`: whose new files are */
  int folder_fd;    /* of `folder` */
  int work_fd;      /* of its "work" */
  int lock_fd;      /* of `lock_file` */
  int claim_fd;     /* of the file "locks": an byte for each hash of a path */
  int64_t claimed;
  uint64_t lock_number;
  ino_t parts[PAGECACHE_PARTS]; /* as they were found */
  struct pagecache_counters *counters;
};

extern const char *const pagecache_suffixes[PAGECACHE_ENCODINGS];

/* The error of errno: ERR_FULL, ERR_OWNER where the user may not, else ERR_IO. */
enum err pagecache_failure(void) MUST_USE;

/* Bytes a file takes up in memory. */
uint64_t pagecache_blocks(uint64_t size);

/* "leaf.gz"; false if it gets too long. */
bool pagecache_file(
    const char *leaf, enum pagecache_encoding encoding, char out[PAGECACHE_PATH]);

/* A name for work/ that no other file has, and none that a crash has left there. */
void pagecache_work_name(char out[PAGECACHE_NAME]);

/* Opens the folder of a page in "epoch-TOKEN", step by step and through no symbolic
 * link: where others may write, one could lead anywhere. `make`: with all the folders
 * above it, where they are missing. -1 with errno set. */
int pagecache_open_folder(
    const struct pagecache *s, const char *epoch, const char *path, bool make);

/* "epoch-TOKEN" of the current epoch. ERR_NOT_FOUND: none. */
enum { PAGECACHE_EPOCH_NAME = PAGECACHE_TOKEN + 8 };
enum err pagecache_epoch_name(
    const struct pagecache *s, char out[PAGECACHE_EPOCH_NAME]) MUST_USE;

/* True unless the store in the folder is another site's that is still there. */
bool pagecache_is_ours(int folder_fd, const char *lock_file);

/* flock's LOCK_SH or LOCK_EX, waiting PAGECACHE_WAIT_MS at most. ERR_BUSY,
 * ERR_PAGECACHE. */
enum err pagecache_flock(struct pagecache *s, int how) MUST_USE;

#endif
