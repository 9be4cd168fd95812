#include "import/common/import_unpack.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gunzip.h"
#include "import/common/import_format.h"

enum { MOST_PACKED = 256 << 20, MOST_TEXT = 1 << 30, MAGIC = 3 };

static enum err import_unpack_write(const struct buf *text, int *out) {
  int fd = import_format_temporary();
  if (fd < 0)
    return err_of_errno(errno);
  if (text->len && !file_write(fd, text->data, text->len)) {
    enum err e = err_of_errno(errno);
    close(fd);
    return e;
  }
  *out = fd;
  return OK;
}

enum err import_unpack(const char *path, int *out) {
  char head[MAGIC], why[FILE_WHY];
  struct buf packed = {0}, text = {0};
  struct stat st;
  int fd;
  *out = -1;
  if (file_open(path, FILE_NO_FOLLOW, &fd, &st, why))
    return OK;
  ssize_t n = pread(fd, head, sizeof head, 0);
  enum err e = OK;
  if (n == MAGIC && gunzip_begins(head, MAGIC)) {
    e = file_read_open(fd, MOST_PACKED, &packed, why);
    if (!e)
      e = gunzip(buf_text(&packed), packed.len, MOST_TEXT, &text);
    if (!e)
      e = import_unpack_write(&text, out);
  }
  close(fd);
  buf_free(&packed);
  buf_free(&text);
  return e;
}
