/* Names of backups in a folder, and which of them are kept. */
#ifndef OPS_BACKUP_ROTATE_H
#define OPS_BACKUP_ROTATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* What is kept: the newest `last`, and the newest of each of the last so many days,
 * weeks (from Monday) and months that have one, by UTC. All 0: everything. */
struct backup_keep {
  int last, daily, weekly, monthly;
};

/* Writes "FOLDER/SITE-20261130T230512Z.tar.zst": `site` is the site directory, of whose
 * name letters, digits, "-", "_" and "." are used. ERR_INVALID if that is too long. */
enum err backup_rotate_name(
    const char *folder, const char *site, int64_t now, char *out, size_t size) MUST_USE;

/* Deletes the backups of the site in `folder` that need not be kept; *removed is how
 * many. `made` is the path of the newest one, which is always kept, as are those with a
 * later time in their names. Touches nothing that does not have such a name. ERR_IO,
 * ERR_OWNER, with a sentence in `why`. */
enum err backup_rotate(const char *folder, const char *site, const char *made,
    const struct backup_keep *keep, int *removed, char *why, size_t why_size) MUST_USE;

#endif
