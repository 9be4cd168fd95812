/* A site as a backup has it. */
#ifndef OPS_RESTORE_H
#define OPS_RESTORE_H

#include <stddef.h>

#include "base/err.h"

enum { RESTORE_NAME = 64 };

struct restored {
  char aside[RESTORE_NAME]; /* the folder in the site that has what was there before; ""
                               where nothing was */
  int schema_from, schema_to; /* equal where the database needed no upgrade */
};

/* Puts the backup in `file` (ops/backup.h) into the site directory `dir`, which is
 * made where there is none. All of it is unpacked beside what is there, and checked:
 * names, settings, the database from end to end; only then the two change places.
 * ERR_BUSY while pamphlet.fcgi serves the site, or an import or another command works
 * in it;
 * ERR_NOT_FOUND, ERR_INVALID, ERR_CONFIG, ERR_DAMAGED, ERR_SCHEMA, ERR_FULL, ERR_IO,
 * ERR_OWNER, all with a sentence in `why` and the site as it was. One that was killed
 * is ended first (ops/restore_swap.h). */
enum err restore_site(const char *file, const char *dir, struct restored *out,
    char *why, size_t why_size) MUST_USE;

#endif
