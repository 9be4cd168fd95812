/* The content goes to a file piece by piece: a compressed file of a megabyte may have a
 * thousand times as much in it. */
#include "import/common/import_unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "base/file.h"
#include "import/common/import_format.h"

enum { CHUNK = 1 << 16 };

/* RFC 1952, 2.3: two bytes that every such file has, and the only method. */
static bool import_unpack_is_packed(int fd) {
  char head[3];
  return pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head &&
         memcmp(head, "\x1f\x8b\x08", sizeof head) == 0;
}

/* Of a file that is cut off zlib says so only when it is closed. */
static enum err import_unpack_write(gzFile packed, int64_t most, int to) {
  static char chunk[CHUNK];
  enum err e = OK;
  int n = 0;
  while (!e && (n = gzread(packed, chunk, sizeof chunk)) > 0) {
    most -= n;
    if (most < 0)
      e = ERR_TOO_LARGE;
    else if (!file_write(to, chunk, (size_t)n))
      e = err_of_errno(errno);
  }
  int result = Z_OK;
  const char *ignored = gzerror(packed, &result);
  (void)ignored;
  if (result == Z_MEM_ERROR)
    e = ERR_NOMEM;
  else if (!e && result == Z_ERRNO)
    e = ERR_IO;
  else if (!e && n < 0)
    e = ERR_SYNTAX;
  return gzclose_r(packed) == Z_OK || e ? e : ERR_SYNTAX;
}

static enum err import_unpack_to(int fd, int64_t most, int *out) {
  int to = import_format_temporary();
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0); /* gzclose closes it */
  gzFile packed = copy >= 0 ? gzdopen(copy, "r") : NULL;
  enum err e = OK;
  if (to < 0 || copy < 0)
    e = err_of_errno(errno);
  else if (!packed)
    e = ERR_NOMEM;
  if (!e) {
    e = import_unpack_write(packed, most, to);
  } else if (packed) {
    gzclose_r(packed);
  } else if (copy >= 0) {
    close(copy);
  }
  if (!e)
    *out = to;
  else if (to >= 0)
    close(to);
  return e;
}

enum err import_unpack(const char *path, int64_t most, int *out) {
  char why[FILE_WHY];
  struct stat st;
  int fd;
  *out = -1;
  if (file_open(path, FILE_NO_FOLLOW, &fd, &st, why))
    return OK;
  enum err e = import_unpack_is_packed(fd) ? import_unpack_to(fd, most, out) : OK;
  close(fd);
  return e;
}
