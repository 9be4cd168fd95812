/* Inside shelf/ only: what an open store consists of. */
#ifndef PAGECACHE_PAGECACHE_INTERNAL_H
#define PAGECACHE_PAGECACHE_INTERNAL_H

#include <stdatomic.h>
#include <sys/stat.h>

#include "pagecache/pagecache.h"

enum { SHELF_PATH = 4096, SHELF_NAME = 64 };

/* Modes: web servers read pages, the group of the site writes them. */
enum { SHELF_FOLDER = 02775, SHELF_WORK = 02770, SHELF_PAGE = 0644 };

/* In the file "usage", mapped by every process. */
struct shelf_counters {
  atomic_uint_least64_t octets, pages, published, overtaken;
};

/* What a store has besides epochs. */
enum { PART_WORK, PART_LOCKS, PART_USAGE, PART_OWNER, SHELF_PARTS };
extern const char *const shelf_parts[SHELF_PARTS];

struct shelf {
  char folder[SHELF_PATH], lock_file[SHELF_PATH];
  struct stat like; /* of `folder`: whose new files are */
  int folder_fd;    /* of `folder` */
  int work_fd;      /* of its "work" */
  int lock_fd;      /* of `lock_file` */
  int claim_fd;     /* of the file "locks": an octet for each hash of a path */
  int64_t claimed;
  uint64_t lock_number;
  ino_t parts[SHELF_PARTS]; /* as they were found */
  struct shelf_counters *counters;
};

extern const char *const shelf_suffixes[SHELF_ENCODINGS];

/* The error of errno: ERR_FULL, ERR_OWNER where the user may not, else ERR_IO. */
enum err shelf_failure(void) MUST_USE;

/* Octets a file takes up in memory. */
uint64_t shelf_blocks(uint64_t size);

/* "leaf.gz"; false if it gets too long. */
bool shelf_file(const char *leaf, enum shelf_encoding encoding, char out[SHELF_PATH]);

/* A name for work/ that no other file has, and none that a crash has left there. */
void shelf_work_name(char out[SHELF_NAME]);

/* Opens the folder of a page in "epoch-TOKEN", step by step and through no symbolic
 * link: where others may write, one could lead anywhere. `make`: with all the folders
 * above it, where they are missing. -1 with errno set. */
int shelf_open_folder(
    const struct shelf *s, const char *epoch, const char *path, bool make);

/* "epoch-TOKEN" of the current epoch. ERR_NOT_FOUND: none. */
enum { SHELF_EPOCH_NAME = SHELF_TOKEN + 8 };
enum err shelf_epoch_name(const struct shelf *s, char out[SHELF_EPOCH_NAME]) MUST_USE;

/* True unless the store in the folder is another site's that is still there. */
bool shelf_is_ours(int folder_fd, const char *lock_file);

/* flock's LOCK_SH or LOCK_EX, waiting SHELF_WAIT_MS at most. ERR_BUSY,
 * ERR_PAGE_STORE. */
enum err shelf_flock(struct shelf *s, int how) MUST_USE;

#endif
