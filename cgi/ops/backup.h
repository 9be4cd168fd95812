/* A site in one file: settings, database, media, and its own templates and public
 * files. */
#ifndef OPS_BACKUP_H
#define OPS_BACKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "ops/pack.h"
#include "site/core/site.h"

/* True for the names a backup is made of: "site.ini", "pamphlet.db", and what is below
 * the folders media/, templates/ and public/, without hidden names. */
bool backup_has(const char *name);

/* The folders of them, ended by NULL. */
extern const char *const backup_folders[];

/* What a backup has, and how many symbolic links it has not: none is followed. */
struct backup_done {
  struct pack_total total;
  long long links;
  char first_link[300]; /* its path, cut where it is longer */
};

/* Writes a backup to `file`, for its owner's eyes only, while the site is in use, and
 * reads it back before it gets that name. The database in it has passed SQLite's own
 * check. A name that ends in ".gz" or ".tgz" makes it a gzip file, any other zstd;
 * ERR_INVALID for the name of another format, and where a folder is a link. ERR_EXISTS
 * where there is a file of that name, unless `replace`; ERR_DAMAGED, ERR_FULL, ERR_IO,
 * all with a sentence in `why`; nothing is left then. */
enum err backup_make(struct site *site, const char *file, bool replace,
    struct backup_done *done, char *why, size_t why_size) MUST_USE;

#endif
