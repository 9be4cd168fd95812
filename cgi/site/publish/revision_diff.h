/* What has changed between two versions of an article, line by line. */
#ifndef SITE_PUBLISH_REVISION_DIFF_H
#define SITE_PUBLISH_REVISION_DIFF_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends a unified diff of two texts, whose names are shown in its first lines;
 * nothing if they are equal. Runs the program diff. ERR_NOT_FOUND if it is not
 * installed, ERR_TIMEOUT, ERR_TOO_LARGE, ERR_NOMEM, ERR_IO. */
enum err revision_diff(const char *before, const char *before_name, const char *after,
    const char *after_name, struct buf *out) MUST_USE;

/* Counts the lines that a unified diff adds and removes. */
void revision_diff_count(const char *diff, size_t *added, size_t *removed);

#endif
