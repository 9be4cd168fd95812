/* Inside pagecache/ only: the files of a page, one for each encoding. They are written
 * to work/, where no web server looks, and then moved into place. */
#ifndef PAGECACHE_PAGECACHE_FILES_H
#define PAGECACHE_PAGECACHE_FILES_H

#include <stdbool.h>

#include "base/err.h"
#include "pagecache/pagecache_internal.h"

/* Every encoding, as bits. */
enum { PAGECACHE_ALL = (1 << PAGECACHE_ENCODINGS) - 1 };

/* Compresses a page and writes the encodings whose bits are set. `p` is zeroed; after
 * an error, too, pagecache_files_discard removes what was written. ERR_FULL, ERR_IO,
 * ERR_OWNER, ERR_NOMEM. */
enum err pagecache_files_write(struct pagecache *s,
    const struct pagecache_candidate *page, unsigned encodings, bool quickly,
    struct pagecache_files *p) MUST_USE;

/* Moves the files into a folder, and removes those of other encodings that are there.
 * After ERR_IO, ERR_OWNER or ERR_INVALID, some may have been moved. */
enum err pagecache_files_move(struct pagecache *s, int folder, const char *leaf,
    struct pagecache_files *p) MUST_USE;

/* Deletes what was written and not moved. */
void pagecache_files_discard(struct pagecache *s, struct pagecache_files *p);

#endif
