/* Backing up a site to one file: its settings, database, media, templates and public
 * files. */
#ifndef OPS_BACKUP_H
#define OPS_BACKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "ops/age_key.h"
#include "ops/pack.h"
#include "site/core/site.h"

/* True for a name that a backup may contain: "site.ini", "pamphlet.db", and the files
 * below media/, templates/ and public/ that are not hidden. */
bool backup_has(const char *name);

/* Those folders, ended by NULL. */
extern const char *const backup_folders[];

/* The size of a backup, and the symbolic links that were left out. */
struct backup_done {
  struct pack_total total;
  long long links;
  char first_link[300]; /* its path, cut if it is longer */
};

/* Writes a backup to `file`, readable only by its owner, while the site may be in use.
 * It gets that name only after it was read back, and its database has passed SQLite's
 * own check. It is compressed by gzip if the name ends in ".gz" or ".tgz", else by
 * zstd, and encrypted for the recipients, unless that is NULL; the name ends in ".age"
 * then. ERR_INVALID for the name of another format, and if one of the folders is a
 * link; ERR_EXISTS if the file exists, unless `replace`; ERR_BUSY, ERR_DAMAGED,
 * ERR_FULL, ERR_IO; all with a sentence in `why`, and without leaving a file. */
enum err backup_make(struct site *site, const char *file, bool replace,
    const struct age_keys *recipients, struct backup_done *done, char *why,
    size_t why_size) MUST_USE;

#endif
