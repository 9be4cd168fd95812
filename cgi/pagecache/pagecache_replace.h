/* Pages that readers use are not evicted by a change, but replaced: until the new page
 * is in place, the web server sends the old one, and no reader waits for a page to be
 * rendered. docs/page-cache.md says why no reader gets the old page after the change
 * was acknowledged, or after having seen it anywhere.
 *
 * Between pagecache_lock and pagecache_unlock, in this order: pagecache_keep before
 * COMMIT, after it pagecache_prepare for each page that is kept, then
 * pagecache_replace. If the process dies in between, the next one that takes the lock
 * evicts the pages. */
#ifndef PAGECACHE_PAGECACHE_REPLACE_H
#define PAGECACHE_PAGECACHE_REPLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "pagecache/pagecache_types.h"

struct pagecache;

enum pagecache_keeping {
  PAGECACHE_KEPT,
  PAGECACHE_NOT_KEPT, /* the caller evicts it */
  PAGECACHE_ABSENT    /* not stored: there is nothing to evict */
};

/* Keeps the page at `path` in place during COMMIT, if somebody has read it since it was
 * stored, and fewer than PAGECACHE_KEPT_MOST are kept. No page is kept on a file system
 * that does not record the time of access (mount option noatime). */
enum pagecache_keeping pagecache_keep(
    struct pagecache *s, const char *path, const char *leaf);

/* The number of pages that are kept: during a change, or since a process has died. */
size_t pagecache_kept(const struct pagecache *s);

/* Copies the path of one of them. */
void pagecache_kept_path(
    const struct pagecache *s, size_t i, char out[PAGECACHE_KEPT_PATH]);

/* Writes `page`, which is to replace the i-th page that is kept, to work/: plain, and
 * in the encodings that were read, compressed quickly. Returns the errors of
 * pagecache_publish; without OK, the page will be evicted. */
enum err pagecache_prepare(
    struct pagecache *s, size_t i, const struct pagecache_candidate *page) MUST_USE;

/* Moves what was prepared into place, and evicts the other pages that are kept. No page
 * is kept any more. If that fails, ends the epoch. ERR_OWNER or ERR_IO if even that
 * fails; then the next process that takes the lock tries again. */
enum err pagecache_replace(struct pagecache *s) MUST_USE;

/* After a change that was rolled back: the pages that are kept are current, and stay.
 */
void pagecache_keep_none(struct pagecache *s);

/* For pagecache_lock.c: evicts the pages that another process has kept and left. If one
 * cannot be evicted, ends the epoch. ERR_OWNER or ERR_IO if even that fails. */
enum err pagecache_evict_left(struct pagecache *s) MUST_USE;

#endif
