/* Inside import/: which format a source has, and standard input as one. */
#ifndef IMPORT_COMMON_IMPORT_FORMAT_H
#define IMPORT_COMMON_IMPORT_FORMAT_H

#include "import/common/import_run.h"

/* Finds the format "auto", "markdown", "html" or "wxr"; false for any other word. */
bool import_format_find(const char *name, enum import_format *out);

/* The format of a file that was named itself, by its first bytes where the options
 * leave it open; what cannot be read is left to whoever reads it. */
enum import_format import_format_of(const struct import_run *run, const char *path);

/* Copies standard input to a file without a name, so that it can be read more than
 * once; the run has it then. ERR_FULL, ERR_NOMEM, ERR_IO. */
enum err import_format_keep_input(struct import_run *run) MUST_USE;

/* An empty file without a name, for what has to be read more than once, open for
 * reading and writing; the caller closes it. -1 with errno set. */
int import_format_temporary(void);

#endif
