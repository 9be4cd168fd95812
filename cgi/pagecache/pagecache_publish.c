#include "pagecache/pagecache_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/compress.h"
#include "base/file.h"

/* One page in all its encodings, written but not in its place yet. */
struct parcel {
  char names[PAGECACHE_ENCODINGS][PAGECACHE_NAME];
  uint64_t bytes;
  int count;
};

static enum err write_file(
    struct pagecache *s, const char *name, const struct buf *body, uint64_t revision) {
  const struct timespec times[2] = {
      {.tv_nsec = UTIME_OMIT}, {.tv_sec = (time_t)revision}};
  int fd = openat(s->work_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return pagecache_failure();
  enum err e = file_write(fd, body->data, body->len) ? OK : pagecache_failure();
  if (!e)
    e = file_give(fd, &s->like, PAGECACHE_PAGE);
  if (!e && futimens(fd, times) != 0)
    e = ERR_IO;
  close(fd);
  if (e)
    unlinkat(s->work_fd, name, 0);
  return e;
}

static void discard(struct pagecache *s, struct parcel *p) {
  for (int i = 0; i < p->count; i++)
    unlinkat(s->work_fd, p->names[i], 0);
  p->count = 0;
}

static enum err encode(enum pagecache_encoding encoding,
    const struct pagecache_candidate *o, struct buf *out) {
  if (encoding == PAGECACHE_GZIP)
    return compress_gzip(o->body, o->size, out);
  if (encoding == PAGECACHE_BROTLI)
    return compress_brotli(o->body, o->size, out);
  buf_add(out, o->body, o->size);
  return buf_status(out);
}

static enum err pack(
    struct pagecache *s, const struct pagecache_candidate *o, struct parcel *p) {
  enum err e = OK;
  for (int i = PAGECACHE_PLAIN; !e && i < PAGECACHE_ENCODINGS; i++) {
    struct buf body = {0};
    e = encode((enum pagecache_encoding)i, o, &body);
    pagecache_work_name(p->names[i]);
    if (!e)
      e = write_file(s, p->names[i], &body, o->revision);
    if (!e) {
      p->count++;
      p->bytes += pagecache_blocks(body.len);
    }
    buf_free(&body);
  }
  if (e)
    discard(s, p);
  return e;
}

/* Moves the files into `folder`, compressed ones first: a reader of the plain page need
 * not find the others yet. What is there already is the same page of the same revision,
 * or one nobody will see: it is replaced. */
static enum err move(
    struct pagecache *s, int folder, const char *leaf, struct parcel *p) {
  char file[PAGECACHE_PATH];
  struct stat st;
  uint64_t replaced = 0;
  bool was_there = false;
  for (int i = PAGECACHE_ENCODINGS - 1; i >= 0; i--) {
    if (!pagecache_file(leaf, (enum pagecache_encoding)i, file))
      return ERR_INVALID;
    if (fstatat(folder, file, &st, AT_SYMLINK_NOFOLLOW) == 0) {
      replaced += pagecache_blocks((uint64_t)st.st_size);
      was_there = true;
    }
    if (renameat(s->work_fd, p->names[i], folder, file) != 0)
      return pagecache_failure();
  }
  p->count = 0;
  atomic_fetch_add(&s->counters->bytes, p->bytes - replaced);
  atomic_fetch_add(&s->counters->pages, was_there ? 0 : 1);
  atomic_fetch_add(&s->counters->published, 1);
  return OK;
}

static enum err put(
    struct pagecache *s, const struct pagecache_candidate *o, struct parcel *p) {
  char epoch[PAGECACHE_EPOCH_NAME];
  snprintf(epoch, sizeof epoch, "epoch-%.*s", PAGECACHE_TOKEN - 1, o->epoch);
  int folder = pagecache_open_folder(s, epoch, o->path, true);
  if (folder < 0)
    return pagecache_failure();
  enum err e = move(s, folder, o->leaf, p);
  close(folder);
  return e;
}

/* True while the epoch of the offer is the current one and takes pages of its key. */
static bool belongs(struct pagecache *s, const struct pagecache_candidate *o) {
  struct pagecache_epoch current;
  return pagecache_read_epoch(s, &current) == OK &&
         strcmp(current.token, o->epoch) == 0 && current.render_key == o->render_key;
}

enum err pagecache_publish(struct pagecache *s, const struct pagecache_candidate *o,
    pagecache_is_current *is_current, void *context) {
  struct parcel p = {.count = 0};
  if (!pagecache_can_store(o->path))
    return ERR_INVALID;
  if (!belongs(s, o))
    return ERR_EXISTS;
  enum err e = pack(s, o, &p);
  if (!e && p.bytes > o->limit)
    e = ERR_INVALID;
  if (!e && atomic_load(&s->counters->bytes) + p.bytes > o->limit)
    e = ERR_TOO_LARGE;
  if (!e)
    e = pagecache_flock(s, LOCK_SH);
  if (!e) {
    e = belongs(s, o) && is_current(context) ? put(s, o, &p) : ERR_EXISTS;
    pagecache_unlock(s);
  }
  discard(s, &p);
  if (e == ERR_EXISTS)
    atomic_fetch_add(&s->counters->overtaken, 1);
  return e;
}
