/* Reading and writing files that other people may have put in place: opening never
 * blocks, and reading is bounded. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/err.h"

enum file_links {
  FILE_FOLLOW,   /* symbolic links are followed */
  FILE_NO_FOLLOW /* a symbolic link as the last component is refused */
};

enum { FILE_WHY = 160 }; /* size of `why` below */

/* Opens the regular file at `path` for reading; the caller closes *fd. Pipes, devices
 * and folders are refused at once instead of being waited for. On failure, `why` is the
 * end of a sentence that begins with the name of the file. Returns ERR_NOT_FOUND if it
 * does not exist, ERR_INVALID if it is not a regular file, or ERR_IO. */
enum err file_open(const char *path, enum file_links links, int *fd, struct stat *st,
    char why[FILE_WHY]) MUST_USE;

/* Appends the whole file to `out`, NUL-terminated. Returns ERR_TOO_LARGE over `most`
 * bytes, ERR_NOMEM, or an error of file_open. */
enum err file_read(const char *path, enum file_links links, size_t most,
    struct buf *out, char why[FILE_WHY]) MUST_USE;

/* The same from an open descriptor of any kind, which stays open. */
enum err file_read_open(
    int fd, size_t most, struct buf *out, char why[FILE_WHY]) MUST_USE;

/* Writes all `n` bytes, in as many calls as it takes. Returns false with errno set. */
bool file_write(int fd, const void *data, size_t n) MUST_USE;

/* Copies the bytes of `in`, whose status is `st`, and its modification time. Returns
 * false with errno set, EIO if the file has become shorter in the meantime. */
bool file_copy(int in, int out, const struct stat *st) MUST_USE;

/* True if `name`, a file name or path, ends with `end`, such as ".md", in any case, and
 * has something before that. */
bool file_name_ends_with(const char *name, const char *end);

/* True if `path` is below `folder` and not the folder itself; both are real paths. */
bool file_is_below(const char *path, const char *folder);

/* Gives a file that this process has just created the group of `like` and, when run by
 * root, its owner, and sets `mode` regardless of the umask. Returns ERR_OWNER if the
 * group cannot be set, so that other users of the site would be locked out. That never
 * happens to the owner of `like`, who may decide about it. */
enum err file_give(int fd, const struct stat *like, mode_t mode) MUST_USE;

#endif
