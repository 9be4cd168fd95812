/* How it works: a worker reads whatever arrives. It answers what has no body at once,
 * and a complete form too if the queue is empty, a turn is free and nobody waits to be
 * accepted. Otherwise it passes the connection to the queue, a pair of Unix sockets. In
 * the queue of the listening socket, which only the kernel can look into, a reader
 * would have to wait for all comments of a flood that came before. */
#include "web/form_queue.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "web/metrics.h"
#include "web/supervisor.h"

/* About 2,700 forms, or 32 of the largest. The kernel takes less: net.core.wmem_max
 * (socket(7)), by default enough for 500, and no more descriptors than RLIMIT_NOFILE.
 */
enum { QUEUE_BYTES = 1 << 20 };

static const struct form_queue form_queue_none = {.in = -1,
    .out = -1,
    .turns = -1,
    .most = 1,
    .group = FORM_QUEUE_ALONE,
    .turn = -1,
    .wait = FORM_QUEUE_WAIT_MS * INT64_C(1000)};

enum err form_queue_open(struct form_queue *q) {
  int ends[2], size = QUEUE_BYTES;
  *q = form_queue_none;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return ERR_IO;
  q->in = ends[0];
  q->out = ends[1];
  /* Less is not wrong: then fewer forms can wait. */
  setsockopt(q->in, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  q->turns = memfd_create("turns", MFD_CLOEXEC);
  if (q->turns >= 0)
    return OK;
  form_queue_close(q);
  return ERR_IO;
}

void form_queue_share(struct form_queue *q, int workers) {
  q->most = workers < 4 ? 1 : workers / 2;
  q->group = workers < 2 ? FORM_QUEUE_ALONE : FORM_QUEUE_GROUP;
}

enum err form_queue_put(const struct form_queue *q, struct fastcgi *f) {
  int64_t now = supervisor_clock(), oldest;
  if (fastcgi_oldest(q->out, &oldest) == OK && now - oldest > q->wait)
    return ERR_OVERLOAD;
  enum err e = fastcgi_pass(f, q->in, now);
  metrics_add(METRIC_FORMS_QUEUED, !e);
  return e == ERR_BUSY ? ERR_OVERLOAD : e;
}

/* Locks of the process, not of the open file, which all workers have inherited: the
 * kernel releases those of a worker that was killed. */
static bool form_queue_lock(const struct form_queue *q, int at, short type) {
  struct flock l = {.l_type = type, .l_whence = SEEK_SET, .l_start = at, .l_len = 1};
  return fcntl(q->turns, F_SETLK, &l) == 0;
}

static bool form_queue_take_turn(struct form_queue *q) {
  for (int i = 0; q->turn < 0 && i < q->most; i++)
    if (form_queue_lock(q, i, F_WRLCK))
      q->turn = i;
  return q->turn >= 0;
}

bool form_queue_begin(struct form_queue *q) {
  int64_t oldest;
  return fastcgi_oldest(q->out, &oldest) == ERR_NOT_FOUND && form_queue_take_turn(q);
}

/* What is taken stays in memory until all have been answered. */
static enum err form_queue_take_some(
    const struct form_queue *q, struct fastcgi **out, size_t *count) {
  size_t bytes = 0, n = 0;
  enum err e = OK;
  while (n < q->group && bytes < FORM_QUEUE_BYTES &&
         (e = fastcgi_take(&out[n], q->out)) == OK)
    bytes += fastcgi_memory(out[n++]);
  *count = n;
  metrics_add(METRIC_FORMS_TAKEN, n);
  return n ? OK : e;
}

enum err form_queue_take(
    struct form_queue *q, struct fastcgi *out[FORM_QUEUE_GROUP], size_t *count) {
  if (!form_queue_take_turn(q))
    return ERR_BUSY;
  enum err e = form_queue_take_some(q, out, count);
  if (e)
    form_queue_done(q);
  return e;
}

void form_queue_done(struct form_queue *q) {
  if (q->turn >= 0)
    form_queue_lock(q, q->turn, F_UNLCK);
  q->turn = -1;
}

void form_queue_close(struct form_queue *q) {
  const int fds[] = {q->in, q->out, q->turns};
  for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++)
    if (fds[i] >= 0)
      close(fds[i]);
  *q = form_queue_none;
}
