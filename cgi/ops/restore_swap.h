/* Inside ops only: exchanging the old site and the restored one, file by file, because
 * the directory itself stays. If the process is killed meanwhile, the directory has no
 * site.ini, so that no program opens it, and the next restore completes or undoes the
 * exchange. */
#ifndef OPS_RESTORE_SWAP_H
#define OPS_RESTORE_SWAP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/err.h"

/* The folder in the site directory that holds a restored site while it is checked. */
#define RESTORE_SWAP_FRESH "restore.new"

enum { RESTORE_SWAP_NAME = 64 }; /* bytes of a folder name */

/* Completes or undoes an interrupted exchange, if there was one: afterwards either the
 * old site is back, or the new one is in place and the old one is kept in a folder.
 * ERR_IO, ERR_OWNER, ERR_FULL, with a sentence in `why`. */
enum err restore_swap_resume(const char *dir, char *why, size_t why_size) MUST_USE;

/* Moves the site in RESTORE_SWAP_FRESH into the site directory, and the one that was
 * there into a folder with the owner of `like`, whose name is in `aside` afterwards; ""
 * if there was none. Then calls `finish`. If anything fails, `finish` included, the old
 * site is moved back. Errors as restore_swap_resume, and those of `finish`, which
 * writes `why` itself. */
enum err restore_swap(const char *dir, const struct stat *like,
    enum err (*finish)(void *context), void *context, char aside[RESTORE_SWAP_NAME],
    char *why, size_t why_size) MUST_USE;

#endif
