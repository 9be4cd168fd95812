/* The file that says which process to send signals to. */
#ifndef WEB_PID_FILE_H
#define WEB_PID_FILE_H

#include <stddef.h>

#include "base/err.h"

/* Writes this process's id and a newline to `path`, mode 0644, in the place of whatever
 * a program that was killed left there. ERR_IO with a sentence in `why`. */
enum err pid_file_write(const char *path, char *why, size_t why_size) MUST_USE;

/* Removes the file if it still names this process. */
void pid_file_remove(const char *path);

#endif
