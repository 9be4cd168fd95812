/* What is stored in the page cache, and limits. Types only. */
#ifndef PAGECACHE_PAGECACHE_TYPES_H
#define PAGECACHE_PAGECACHE_TYPES_H

#include <stddef.h>
#include <stdint.h>

/* How many pages one change may keep (pagecache_replace.h), and the longest path of
 * one, with its NUL. */
enum { PAGECACHE_KEPT_MOST = 4, PAGECACHE_KEPT_PATH = 1024 };

/* A page to publish. */
struct pagecache_candidate {
  const char *path, *leaf;
  const char *epoch; /* the token, read in the transaction the page was rendered from */
  uint64_t render_key; /* of the process that rendered it */
  uint64_t revision;
  const char *body;
  size_t size;
  size_t limit; /* bytes the page cache may grow to */
};

#endif
