#include "shelf/shelf_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err read_all(int fd, size_t size, struct buf *out) {
  char chunk[16384];
  while (out->len < size) {
    ssize_t n = read(fd, chunk, sizeof chunk);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return ERR_IO;
    buf_add(out, chunk, (size_t)n);
  }
  return buf_status(out);
}

static enum err read_file(struct shelf *s, const char *file,
    enum shelf_encoding encoding, struct shelf_page *out) {
  struct stat st;
  struct shelf_page page = {.encoding = encoding};
  int fd = openat(s->folder_fd, file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
  enum err e = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? OK : ERR_IO;
  if (!e)
    e = read_all(fd, (size_t)st.st_size, &page.body);
  close(fd);
  if (e) {
    buf_free(&page.body);
    return e;
  }
  page.revision = (uint64_t)st.st_mtim.tv_sec;
  *out = page;
  return OK;
}

enum err shelf_read(struct shelf *s, const char *path, const char *leaf,
    unsigned accepted, struct shelf_page *out) {
  char file[SHELF_PATH];
  enum err e = ERR_NOT_FOUND;
  if (!shelf_can_hold(path))
    return ERR_NOT_FOUND;
  for (int encoding = SHELF_BROTLI; e == ERR_NOT_FOUND && encoding >= 0; encoding--)
    if (encoding == SHELF_PLAIN || (accepted & (1u << encoding)))
      e = shelf_file("current", path, leaf, (enum shelf_encoding)encoding, file)
              ? read_file(s, file, (enum shelf_encoding)encoding, out)
              : ERR_NOT_FOUND;
  return e;
}
