/* Inside ops/: the old site and the restored one change places, file by file: there is
 * no other way in a directory that stays. A process killed on the way leaves a
 * directory without site.ini, which nobody opens, and the next restore ends what was
 * begun. */
#ifndef OPS_RESTORE_SWAP_H
#define OPS_RESTORE_SWAP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/err.h"
#include "ops/restore.h"

/* In the site directory: where a restored site waits that was checked. */
#define PLACES_FRESH "restore.new"

/* Ends what was interrupted, if anything: the old site is whole again, or the new one,
 * with the old one aside. On failure `why` has a sentence: ERR_IO, ERR_OWNER, ERR_FULL.
 */
enum err restore_swap_resume(const char *dir, char *why, size_t why_size) MUST_USE;

/* Puts what is in PLACES_FRESH into the site directory and what was there into a folder
 * of its own, whose name goes to `aside`, "" where nothing was. `like` says whom that
 * belongs to. `finish` is called when all is in its place; when it fails, or anything
 * else, all goes back. Errors as restore_swap_resume, and those of `finish`, which says
 * why. */
enum err restore_swap(const char *dir, const struct stat *like,
    enum err (*finish)(void *context), void *context, char aside[RESTORE_NAME],
    char *why, size_t why_size) MUST_USE;

#endif
