/* Restoring a site from a backup. */
#ifndef OPS_RESTORE_H
#define OPS_RESTORE_H

#include <stddef.h>

#include "base/err.h"
#include "ops/age_key.h"
#include "ops/restore_swap.h"

struct restored {
  char aside[RESTORE_SWAP_NAME]; /* the folder in the site with the previous site; "" if
                                    there was none */
  int schema_from, schema_to;    /* equal if the database needed no upgrade */
};

/* Restores the backup in `file` (ops/backup.h), decrypted with one of the identities
 * (NULL: none), to the site directory `dir`, which is
 * created if it does not exist. The backup is unpacked into a folder and checked first:
 * its names, its settings, and its database from end to end. Only then are the old site
 * and the new one exchanged. A restore that was killed is completed or undone before
 * (ops/restore_swap.h). ERR_BUSY while pamphlet.fcgi serves the site, or an import or
 * another command is running; ERR_NOT_FOUND, ERR_INVALID, ERR_CONFIG, ERR_DAMAGED,
 * ERR_SCHEMA, ERR_FULL, ERR_IO, ERR_OWNER; all with a sentence in `why`, and the site
 * is as it was. */
enum err restore_site(const char *file, const struct age_keys *identities,
    const char *dir, struct restored *out, char *why, size_t why_size) MUST_USE;

#endif
