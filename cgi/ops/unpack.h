/* Inside ops/: the files of a backup, each checked before it is made. */
#ifndef OPS_ARCHIVE_READ_H
#define OPS_ARCHIVE_READ_H

#include <stddef.h>
#include <sys/stat.h>

#include "base/err.h"

/* Unpacks the backup in `file` into `folder`, which is there and empty; what is made
 * belongs to whom `like` says. Names that no backup has, links and names that stand
 * there twice end it: ERR_INVALID; a file larger than the room on the disk does before
 * anything is written of it: ERR_FULL; and as pack_read, with a sentence in `why`. */
enum err unpack_backup(const char *file, const char *folder, const struct stat *like,
    char *why, size_t why_size) MUST_USE;

#endif
