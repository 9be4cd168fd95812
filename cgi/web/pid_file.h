/* The file that tells which process to signal. */
#ifndef WEB_PID_FILE_H
#define WEB_PID_FILE_H

#include <stddef.h>

#include "base/err.h"

/* Writes the ID of this process and a newline to `path`, mode 0644, replacing what a
 * killed program may have left there. Returns ERR_READ_ONLY, ERR_FULL
 * or ERR_IO, with a sentence in `why`. */
enum err pid_file_write(const char *path, char *why, size_t why_size) MUST_USE;

/* Removes the file if it still names this process. */
void pid_file_remove(const char *path);

#endif
