/* Detects the format of a source; standard input as a file. */
#ifndef IMPORT_COMMON_IMPORT_FORMAT_H
#define IMPORT_COMMON_IMPORT_FORMAT_H

#include "import/common/import_run.h"

/* Finds a format by its name, or "auto"; false for any other word. */
bool import_format_find(const char *name, enum import_format *out);

/* The name of a format and what it is; NULL for IMPORT_AUTO and IMPORT_UNKNOWN. */
const char *import_format_name(enum import_format format);
const char *import_format_meaning(enum import_format format);

/* The format of a file given by itself, from its name and its first bytes unless the
 * options name one. A file that cannot be read is left to the code that imports it.
 * `unpacked` is its content if it is compressed (import_unpack.h), or else -1: only
 * exports may be compressed. */
enum import_format import_format_of(
    const struct import_run *run, const char *path, int unpacked);

/* True for a format of single articles, false for that of an export. */
bool import_format_is_article(enum import_format format);

/* Copies standard input to an unnamed file, so that it can be read more than once; the
 * run owns it. ERR_FULL, ERR_NOMEM, ERR_IO. */
enum err import_format_keep_input(struct import_run *run) MUST_USE;

/* Opens an empty unnamed file for reading and writing; the caller closes it. Returns -1
 * with errno set. */
int import_format_temporary(void);

#endif
