/* Inside pagecache/ only: what an open page cache consists of. Types only. */
#ifndef PAGECACHE_PAGECACHE_INTERNAL_H
#define PAGECACHE_PAGECACHE_INTERNAL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "pagecache/pagecache_encoding.h"
#include "pagecache/pagecache_types.h"

enum { PAGECACHE_PATH = 4096, PAGECACHE_NAME = 64 };

/* File modes. The web server, another user, reads pages; the group of the site, which
 * the command and the service share, writes them. */
enum { PAGECACHE_FOLDER = 02775, PAGECACHE_WORK = 02770, PAGECACHE_PAGE = 0644 };

/* Pages that were replaced and compressed quickly. If there are more, the oldest are
 * forgotten: they stay as they are until they change. */
enum { PAGECACHE_QUICK_MOST = 8 };

/* The file "usage", which every process maps. */
struct pagecache_counters {
  atomic_uint_least64_t bytes, pages, published, overtaken;
  atomic_uint_least64_t replaced;
  atomic_int_least64_t lease;  /* pagecache_lease.h */
  atomic_int_least64_t newest; /* likewise */
  atomic_uint_least64_t waits, waited, expired;
  atomic_uint_least64_t kept_count; /* of pagecache_keep: the first paths of `kept` */
  char kept[PAGECACHE_KEPT_MOST][PAGECACHE_KEPT_PATH];
  /* Written and read under the writer's lock. */
  struct pagecache_quick {
    int64_t since; /* on clock_monotonic; 0: empty */
    char path[PAGECACHE_KEPT_PATH], leaf[PAGECACHE_NAME];
  } quick[PAGECACHE_QUICK_MOST];
};

/* The files of a page, in work/. A name is empty if there is no such file. */
struct pagecache_files {
  char names[PAGECACHE_ENCODINGS][PAGECACHE_NAME];
  uint64_t bytes; /* of memory */
};

/* The permanent entries of the folder. */
enum { PART_WORK, PART_LOCKS, PART_USAGE, PART_OWNER, PAGECACHE_PARTS };

struct pagecache {
  char folder[PAGECACHE_PATH], lock_file[PAGECACHE_PATH];
  struct stat like; /* of `folder`: new files get its owner and group */
  int folder_fd;
  int work_fd;  /* of "work" */
  int lock_fd;  /* of `lock_file` */
  int claim_fd; /* of "locks": one byte for each hash of a path */
  int64_t claimed;
  bool writes;  /* between pagecache_lock and pagecache_unlock */
  int epoch_fd; /* of the current epoch while `writes`; -1: not opened */
  unsigned epochs_opened;
  /* While `writes`: the page whose folder was opened last, and a path below which
   * nothing is stored; "": none (pagecache_folder.c). */
  int page_fd; /* -1: none */
  bool page_is_read;
  unsigned page_epoch; /* `epochs_opened` at that time */
  char page[PAGECACHE_PATH], absent[PAGECACHE_PATH];
  /* The epoch that a writer has read last, and its keys; "": none. */
  char known[PAGECACHE_NAME];
  uint64_t known_render_key, known_list_key;
  uint64_t lock_number;
  dev_t lock_device;
  ino_t parts[PAGECACHE_PARTS]; /* their inode numbers when the cache was opened */
  /* Of each page that this process keeps: what was read, and what replaces it. */
  struct pagecache_kept_page {
    char leaf[PAGECACHE_NAME];
    unsigned encodings;
    bool prepared;
    struct pagecache_files files;
  } kept[PAGECACHE_KEPT_MOST];
  struct pagecache_counters *counters;
};

#endif
