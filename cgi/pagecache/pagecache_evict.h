/* Evicts pages. */
#ifndef PAGECACHE_PAGECACHE_EVICT_H
#define PAGECACHE_PAGECACHE_EVICT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct pagecache;

/* Evicts the page of a path, with all its leaves and encodings. Does nothing if it is
 * not stored. ERR_OWNER or ERR_IO if a file remains. Between pagecache_lock and
 * pagecache_unlock. */
enum err pagecache_evict(struct pagecache *s, const char *path) MUST_USE;

/* Whether there may be a page at `path`, or one in its subfolder `below`, such as
 * "page". Folders stay when their pages are evicted, so that true may be wrong; false
 * is not. Between pagecache_lock and pagecache_unlock. */
bool pagecache_may_have(struct pagecache *s, const char *path, const char *below);

/* Evicts the pages whose path is `below`, a number from `first` to `last`, and a slash,
 * with everything below them: `below` is a folder, or ends with what precedes the
 * number, as in "/a/comment-page-". Does nothing for a path that cannot be stored. Same
 * rules.
 */
enum err pagecache_evict_numbers(
    struct pagecache *s, const char *below, int64_t first, int64_t last) MUST_USE;

/* Evicts, of the pages at such paths with any number, the one with the largest that is
 * stored. Same rules. */
enum err pagecache_evict_last(struct pagecache *s, const char *below) MUST_USE;

#endif
