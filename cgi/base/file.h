/* Files of other people: opened without a chance to hang, read whole. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/err.h"

enum file_links {
  FILE_FOLLOW,   /* a symbolic link stands for what it names */
  FILE_NO_FOLLOW /* a symbolic link at the end of the path is refused */
};

enum { FILE_WHY = 160 }; /* bytes for `why` below */

/* Opens the regular file at `path` for reading; the caller closes *fd. Pipes, devices
 * and folders are refused, not waited for. On failure `why` is the end of a sentence
 * that begins with the file's name. ERR_NOT_FOUND if there is none, ERR_INVALID if it
 * is something else than a regular file, ERR_IO. */
enum err file_open(const char *path, enum file_links links, int *fd, struct stat *st,
    char why[FILE_WHY]) MUST_USE;

/* Adds the whole of it to `out`, which has a NUL behind it then. ERR_TOO_LARGE over
 * `most` bytes, ERR_NOMEM, and as file_open. */
enum err file_read(const char *path, enum file_links links, size_t most,
    struct buf *out, char why[FILE_WHY]) MUST_USE;

/* The same from a descriptor that is open, of whatever kind; it stays open. */
enum err file_read_open(
    int fd, size_t most, struct buf *out, char why[FILE_WHY]) MUST_USE;

/* Writes all of it, however often it takes. False with errno set. */
bool file_write(int fd, const void *data, size_t n) MUST_USE;

/* Copies the bytes of `in`, whose status is `st`, and its time. False with errno set,
 * EIO where it has become shorter meanwhile. */
bool file_copy(int in, int out, const struct stat *st) MUST_USE;

/* True for a path below the folder, which it is not itself; both real paths. */
bool file_is_below(const char *path, const char *folder);

/* Gives what this process has just made the group of `like` and, from root, its owner
 * too; and its mode, whatever the umask. ERR_OWNER where the group cannot be given, so
 * that others would be locked out: never for the owner of `like`, who decides. */
enum err file_give(int fd, const struct stat *like, mode_t mode) MUST_USE;

#endif
