/* A file of settings, line by line: "[section]", "name = value", and comments, whose
 * first character is # or ;. A value is the rest of its line, whatever stands in it:
 * nothing is cut or unquoted, but for white space around it. */
#ifndef SITE_CORE_INI_H
#define SITE_CORE_INI_H

#include "base/arena.h"
#include "base/err.h"

enum { INI_FILE = 64 * 1024, INI_LINE = 4096 }; /* bytes at most */

/* Gets each section (`name` NULL) and each pair, and returns NULL or what is wrong with
 * it. Strings live in the arena; `line` counts from 1. */
typedef const char *ini_take(
    void *context, int line, const char *section, const char *name, const char *value);

/* Reads `file`. ERR_CONFIG for the first fault, ERR_NOT_FOUND, ERR_OWNER, ERR_IO,
 * ERR_NOMEM; `why` is "FILE:LINE: sentence" or "FILE: sentence" then. */
enum err ini_read(struct arena *a, const char *file, ini_take *take, void *context,
    char *why, size_t why_size) MUST_USE;

#endif
