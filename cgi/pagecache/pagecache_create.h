/* Creates the folder of a page cache, and leaves one that is no longer used. */
#ifndef PAGECACHE_PAGECACHE_CREATE_H
#define PAGECACHE_PAGECACHE_CREATE_H

#include <stddef.h>

#include "base/err.h"

/* Whether `folder`, an absolute path, is a page cache or could become one: either it
 * does not exist, or it is empty. Creates nothing, and ignores which site a page cache
 * belongs to. ERR_INVALID with the reason in `why`. */
enum err pagecache_check_folder(
    const char *folder, char *why, size_t why_size) MUST_USE;

/* Creates what is missing of the folder, its permanent entries and the lock file. Does
 * no harm to a page cache that is in use. ERR_INVALID, with the reason in `why`, if the
 * folder is not on a file system in memory, or belongs to another user or to another
 * existing site; also ERR_OWNER, ERR_FULL, ERR_IO. */
enum err pagecache_create(
    const char *folder, const char *lock_file, char *why, size_t why_size) MUST_USE;

/* Ends the epoch in a folder that cannot be opened, or is no longer used, so that the
 * web server finds no pages there. Does nothing if the folder does not exist or belongs
 * to another site. ERR_OWNER, ERR_IO. */
enum err pagecache_abandon(const char *folder, const char *lock_file) MUST_USE;

#endif
