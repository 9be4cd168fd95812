/* Inside pagecache/ only: the files and folders of pages, by name. */
#ifndef PAGECACHE_PAGECACHE_FILE_H
#define PAGECACHE_PAGECACHE_FILE_H

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/err.h"
#include "pagecache/pagecache_encoding.h"
#include "pagecache/pagecache_internal.h"

/* The bytes of memory that a file of `size` bytes occupies. */
uint64_t pagecache_file_blocks(uint64_t size);

/* Writes the name of a leaf in an encoding, such as "index.html.gz". False if it is too
 * long. */
bool pagecache_file_name(
    const char *leaf, enum pagecache_encoding encoding, char out[PAGECACHE_PATH]);

/* Makes up a name for a file in work/ that no other process uses, or left there when it
 * crashed. */
void pagecache_file_work_name(char out[PAGECACHE_NAME]);

/* Gives an open file this mode, and the owner and group of `like`. A file of another
 * user stays as it is, unless we are root. */
enum err pagecache_file_give(int fd, mode_t mode, const struct stat *like) MUST_USE;

/* Opens the folder of the epoch `epoch` ("epoch-TOKEN"). Returns -1 with errno set. */
int pagecache_file_open_epoch(const struct pagecache *s, const char *epoch);

/* Opens the folder of the page `path` in the epoch whose folder is `epoch_fd`. No
 * component may be a symbolic link. With `make`, creates it and the folders above it if
 * they are missing. Returns -1 with errno set. */
int pagecache_file_open_below(
    const struct pagecache *s, int epoch_fd, const char *path, bool make);

/* Does both. */
int pagecache_file_open_folder(
    const struct pagecache *s, const char *epoch, const char *path, bool make);

/* Opens a stream that owns `fd`. For -1, or if that fails, returns NULL with errno set;
 * `fd` is closed then. */
DIR *pagecache_file_stream(int fd);

#endif
