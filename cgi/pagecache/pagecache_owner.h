/* Inside pagecache/ only: the names of the permanent entries of the folder, and which
 * site the folder belongs to. */
#ifndef PAGECACHE_PAGECACHE_OWNER_H
#define PAGECACHE_PAGECACHE_OWNER_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/err.h"
#include "pagecache/pagecache_internal.h"

/* The names of PART_WORK, ... */
extern const char *const pagecache_parts[PAGECACHE_PARTS];

/* Reads the path of the owner's lock file; "" if none is recorded. */
void pagecache_owner_read(int folder_fd, char out[PAGECACHE_PATH]);

/* False if the folder belongs to another site that still exists. */
bool pagecache_owner_is_us(int folder_fd, const char *lock_file);

/* Records that the folder belongs to the site with this lock file. `like` has the owner
 * and group for the new file. ERR_OWNER, ERR_FULL, ERR_IO. */
enum err pagecache_owner_write(
    int folder_fd, const char *lock_file, const struct stat *like) MUST_USE;

#endif
