/* When the site was last backed up: a line in run/last-backup, for those who want to
 * know whether backups are still made. It is no part of a backup itself. */
#ifndef SITE_CORE_BACKUP_RECORD_H
#define SITE_CORE_BACKUP_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct backup_record {
  int64_t at;     /* when a backup was completed and verified */
  int64_t bytes;  /* its size */
  char file[400]; /* its name, cut if it is longer; "-" for standard output */
};

/* Writes the record of the site in `dir`, readable for everybody. The folder run/ and
 * the file in it may belong to another user: no link is followed. ERR_OWNER, ERR_FULL,
 * ERR_READ_ONLY, ERR_IO. */
enum err backup_record_write(const char *dir, const struct backup_record *r) MUST_USE;

/* Reads it. ERR_NOT_FOUND if no backup was made, or the file is not such a record. */
enum err backup_record_read(const char *dir, struct backup_record *out) MUST_USE;

#endif
