/* Inside ops only: the files of a backup, each checked before it is created. */
#ifndef OPS_UNPACK_H
#define OPS_UNPACK_H

#include <stddef.h>
#include <sys/stat.h>

#include "base/err.h"
#include "ops/age_key.h"

/* Unpacks the backup in `file`, which may be encrypted for one of the identities (NULL:
 * there are none), into `folder`, which exists and is empty. The files get
 * the owner and group of `like`. ERR_INVALID for a name that a backup cannot have, a
 * link, or a repeated name; ERR_FULL for a file larger than the free space, before any
 * of it is written; and the errors of pack_read; all with a sentence in `why`. */
enum err unpack_backup(const char *file, const struct age_keys *identities,
    const char *folder, const struct stat *like, char *why, size_t why_size) MUST_USE;

#endif
