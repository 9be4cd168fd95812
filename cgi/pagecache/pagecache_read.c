#include "pagecache/pagecache_read.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pagecache/pagecache.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_file.h"

/* A published file never changes: publishing again replaces it by renaming. So the size
 * that fstat told still holds. */
enum err pagecache_read_all(int fd, size_t size, struct buf *out) {
  char chunk[16384];
  while (out->len < size) {
    ssize_t n = read(fd, chunk, sizeof chunk);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return ERR_IO;
    buf_add(out, chunk, (size_t)n);
    if (buf_status(out))
      break;
  }
  return buf_status(out);
}

/* O_NOFOLLOW and S_ISREG: what is in the folder is sent to readers, so it must be a
 * file that we wrote. */
static enum err pagecache_read_file(int folder, const char *leaf,
    enum pagecache_encoding encoding, struct pagecache_entry *out) {
  char file[PAGECACHE_PATH];
  struct stat st;
  struct pagecache_entry page = {.encoding = encoding};
  if (!pagecache_file_name(leaf, encoding, file))
    return ERR_NOT_FOUND;
  int fd = openat(folder, file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
  enum err e = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? OK : ERR_IO;
  if (!e)
    e = pagecache_read_all(fd, (size_t)st.st_size, &page.body);
  close(fd);
  if (e) {
    buf_free(&page.body);
    return e;
  }
  /* pagecache_write_file has put it there. */
  page.revision = (uint64_t)st.st_mtim.tv_sec;
  *out = page;
  return OK;
}

enum err pagecache_read(struct pagecache *s, const char *path, const char *leaf,
    unsigned accepted, struct pagecache_entry *out) {
  char epoch[PAGECACHE_EPOCH_NAME];
  if (!pagecache_can_store(path))
    return ERR_NOT_FOUND;
  enum err e = pagecache_epoch_name(s, epoch);
  if (e)
    return e;
  int folder = pagecache_file_open_folder(s, epoch, path, false);
  if (folder < 0)
    return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
  /* The smallest encoding first, as PAGECACHE_BROTLI is the last of the enum. Plain is
   * always accepted. */
  e = ERR_NOT_FOUND;
  for (int encoding = PAGECACHE_BROTLI; e == ERR_NOT_FOUND && encoding >= 0; encoding--)
    if (encoding == PAGECACHE_PLAIN || (accepted & (1u << encoding)))
      e = pagecache_read_file(folder, leaf, (enum pagecache_encoding)encoding, out);
  close(folder);
  return e;
}
