/* Files in run/ that count only as long as the process that wrote them lives, however
 * it ends. */
#ifndef SITE_CORE_KEPT_FILE_H
#define SITE_CORE_KEPT_FILE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Writes `text` to run/`name` of the site in `dir`, readable for every user. It counts
 * until *fd is closed in this process and its children. ERR_IO, ERR_FULL or ERR_OWNER,
 * with a sentence in `why`. */
enum err kept_file_write(const char *dir, const char *name, const char *text, int *fd,
    char *why, size_t why_size) MUST_USE;

/* Closes `fd`, unless it is -1, and removes the file unless it is another process's by
 * now. */
void kept_file_remove(const char *dir, const char *name, int fd);

/* Adds the text of the file, 1024 bytes at most, to `out`. ERR_NOT_FOUND if there is
 * none that counts; ERR_NOMEM. */
enum err kept_file_read(const char *dir, const char *name, struct buf *out) MUST_USE;

#endif
