/* Inside shelf/ only: what an open store consists of. */
#ifndef SHELF_SHELF_INSIDE_H
#define SHELF_SHELF_INSIDE_H

#include <stdatomic.h>

#include "shelf/shelf.h"

enum { SHELF_PATH = 4096 };

/* Modes: web servers read pages, the group of the site writes them. */
enum { SHELF_FOLDER = 02775, SHELF_WORK = 02770 };

/* In the file "usage", mapped by every process. */
struct shelf_counters {
  atomic_uint_least64_t octets, pages, published, overtaken;
};

struct shelf {
  char folder[SHELF_PATH], lock_file[SHELF_PATH];
  int folder_fd; /* of `folder` */
  int lock_fd;   /* of `lock_file` */
  int claim_fd;  /* of the file "locks": an octet for each hash of a path */
  int64_t claimed;
  uint64_t lock_number;
  struct shelf_counters *counters;
};

extern const char *const shelf_suffixes[SHELF_ENCODINGS];

/* The error of errno: ERR_FULL, ERR_OWNER where the user may not, else ERR_IO. */
enum err shelf_failure(void) MUST_USE;

/* Octets a file takes up in memory. */
uint64_t shelf_blocks(uint64_t size);

/* "epoch-TOKEN/a/b/leaf.gz" of "/a/b/"; false if it gets too long. */
bool shelf_file(const char *epoch, const char *path, const char *leaf,
    enum shelf_encoding encoding, char out[SHELF_PATH]);

/* A name in work/ that no other file has, and none that a crash has left there. */
void shelf_work_name(char out[64]);

/* flock's LOCK_SH or LOCK_EX, waiting SHELF_WAIT_MS at most. ERR_BUSY,
 * ERR_PAGE_STORE. */
enum err shelf_flock(struct shelf *s, int how) MUST_USE;

#endif
