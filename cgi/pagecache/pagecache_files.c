#include "pagecache/pagecache_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/compress.h"
#include "base/file.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_internal.h"

/* The modification time is set here, before the file can be seen: it is the revision,
 * from which web servers make the ETag. */
static enum err pagecache_files_write_one(
    struct pagecache *s, const char *name, const struct buf *body, uint64_t revision) {
  const struct timespec times[2] = {
      {.tv_nsec = UTIME_OMIT}, {.tv_sec = (time_t)revision}};
  int fd = openat(s->work_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return err_of_errno_in_site(errno);
  enum err e = file_write(fd, body->data, body->len) ? OK : err_of_errno_in_site(errno);
  if (!e)
    e = file_give(fd, &s->like, PAGECACHE_PAGE);
  if (!e && futimens(fd, times) != 0)
    e = ERR_IO;
  close(fd);
  if (e)
    unlinkat(s->work_fd, name, 0);
  return e;
}

/* pagecache_files_move has emptied the names of the files that it has moved. */
void pagecache_files_discard(struct pagecache *s, struct pagecache_files *p) {
  for (int i = 0; i < PAGECACHE_ENCODINGS; i++)
    if (p->names[i][0]) {
      unlinkat(s->work_fd, p->names[i], 0);
      p->names[i][0] = '\0';
    }
}

static enum err pagecache_files_encode(enum pagecache_encoding encoding,
    const struct pagecache_candidate *page, bool quickly, struct buf *out) {
  if (encoding == PAGECACHE_GZIP)
    return compress_gzip(page->body, page->size, out);
  if (encoding == PAGECACHE_BROTLI)
    return (quickly ? compress_brotli_quickly : compress_brotli)(
        page->body, page->size, out);
  buf_add(out, page->body, page->size);
  return buf_status(out);
}

enum err pagecache_files_write(struct pagecache *s,
    const struct pagecache_candidate *page, unsigned encodings, bool quickly,
    struct pagecache_files *p) {
  enum err e = OK;
  for (int i = PAGECACHE_PLAIN; !e && i < PAGECACHE_ENCODINGS; i++) {
    struct buf body = {0};
    if (!(encodings & (1u << i)))
      continue;
    e = pagecache_files_encode((enum pagecache_encoding)i, page, quickly, &body);
    pagecache_file_work_name(p->names[i]);
    if (!e)
      e = pagecache_files_write_one(s, p->names[i], &body, page->revision);
    if (e)
      p->names[i][0] = '\0';
    else
      p->bytes += pagecache_file_blocks(body.len);
    buf_free(&body);
  }
  return e;
}

/* Moves one file into `folder`, or removes the one that is there, and subtracts that
 * one's size. ERR_NOT_FOUND if none was there. */
static enum err pagecache_files_move_one(struct pagecache *s, int folder,
    const char *leaf, enum pagecache_encoding encoding, struct pagecache_files *p) {
  char file[PAGECACHE_PATH], *name = p->names[encoding];
  struct stat st;
  if (!pagecache_file_name(leaf, encoding, file))
    return ERR_INVALID;
  bool was_there = fstatat(folder, file, &st, AT_SYMLINK_NOFOLLOW) == 0;
  if (*name ? renameat(s->work_fd, name, folder, file) != 0
            : was_there && unlinkat(folder, file, 0) != 0)
    return err_of_errno_in_site(errno);
  *name = '\0';
  /* May become negative, in which case the unsigned sum wraps around and is still
   * right. */
  if (was_there)
    p->bytes -= pagecache_file_blocks((uint64_t)st.st_size);
  return was_there ? OK : ERR_NOT_FOUND;
}

/* The plain file comes last: web servers look for a compressed form of a file that
 * exists, so a page becomes visible with all its encodings at once. */
enum err pagecache_files_move(
    struct pagecache *s, int folder, const char *leaf, struct pagecache_files *p) {
  enum err e = OK;
  for (int i = PAGECACHE_ENCODINGS - 1; i >= 0; i--) {
    e = pagecache_files_move_one(s, folder, leaf, (enum pagecache_encoding)i, p);
    if (e && e != ERR_NOT_FOUND)
      return e;
  }
  atomic_fetch_add(&s->counters->bytes, p->bytes);
  /* The last one was the plain one, which every stored page has. */
  atomic_fetch_add(&s->counters->pages, e == ERR_NOT_FOUND);
  return OK;
}
