#include "http/fastcgi.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* RECORD is the largest multiple of eight that a length of 16 bits holds: such records
 * need no padding. */
enum { VERSION = 1, TYPE_END = 3, TYPE_STDOUT = 6, END_SIZE = 8, RECORD = 65528 };
enum { CHUNK = 32 * 1024 };

struct fastcgi {
  int fd;
  struct fastcgi_input in;
  struct buf out;
  size_t taken, sent; /* of the body, and of `out` */
  bool finished;
};

enum err fastcgi_accept(struct fastcgi **out, int listen_fd) {
  struct fastcgi *f = calloc(1, sizeof *f);
  if (!f)
    return ERR_NOMEM;
  do
    f->fd = accept4(listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  while (f->fd < 0 && errno == EINTR);
  if (f->fd < 0) {
    /* A connection that was closed in the queue is nobody's fault (accept(2)). */
    bool none = errno == EAGAIN || errno == EWOULDBLOCK || errno == ECONNABORTED;
    free(f);
    return none ? ERR_NOT_FOUND : ERR_IO;
  }
  *out = f;
  return OK;
}

int fastcgi_fd(const struct fastcgi *f) {
  return f->fd;
}

/* POLLIN is left out after the end of the request: a peer that has closed its side
 * would make poll return at once, again and again. */
short fastcgi_events(const struct fastcgi *f) {
  return (short)((f->in.stage < FASTCGI_WHOLE ? POLLIN : 0) |
                 (f->sent < f->out.len ? POLLOUT : 0));
}

size_t fastcgi_memory(const struct fastcgi *f) {
  return sizeof *f + f->in.body.cap + f->in.pairs.cap + f->out.cap;
}

enum fastcgi_stage fastcgi_receive(struct fastcgi *f) {
  char chunk[CHUNK];
  while (f->in.stage < FASTCGI_WHOLE) {
    ssize_t n = recv(f->fd, chunk, sizeof chunk, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
      break;
    /* A refused body is discarded, but read: a web server may not look at the response
     * before it has sent everything. */
    if (n > 0 && f->finished)
      buf_clear(&f->in.body);
    if (n <= 0 || fastcgi_input_feed(&f->in, chunk, (size_t)n) != OK)
      f->in.stage = FASTCGI_BROKEN;
  }
  return f->in.stage;
}

static long fastcgi_read(struct channel *c, void *data, size_t size) {
  struct fastcgi *f = c->context;
  size_t left = f->in.body.len - f->taken, n = size < left ? size : left;
  /* The end of what has arrived is the end of the body only if nothing can follow. */
  if (!n)
    return !size || f->in.stage == FASTCGI_WHOLE ? 0 : -1;
  memcpy(data, f->in.body.data + f->taken, n);
  f->taken += n;
  return (long)n;
}

static void fastcgi_put_head(struct fastcgi *f, uint8_t type, size_t size) {
  const uint8_t head[8] = {VERSION, type, (uint8_t)(f->in.id >> 8), (uint8_t)f->in.id,
      (uint8_t)(size >> 8), (uint8_t)size};
  buf_add(&f->out, head, sizeof head);
}

static enum err fastcgi_write(struct channel *c, const void *data, size_t size) {
  struct fastcgi *f = c->context;
  const char *at = data;
  while (size) {
    size_t n = size < RECORD ? size : RECORD;
    fastcgi_put_head(f, TYPE_STDOUT, n);
    buf_add(&f->out, at, n);
    at += n;
    size -= n;
  }
  return buf_status(&f->out);
}

void fastcgi_channel(struct fastcgi *f, struct channel *out) {
  *out = (struct channel){f->in.params, fastcgi_read, fastcgi_write, f};
}

/* The content of FCGI_END_REQUEST is zero: exit code 0, FCGI_REQUEST_COMPLETE (section
 * 5.5). Without memory for the response nothing is sent, and the web server reports
 * that the program failed. */
void fastcgi_finish(struct fastcgi *f) {
  static const uint8_t content[END_SIZE];
  fastcgi_put_head(f, TYPE_STDOUT, 0);
  fastcgi_put_head(f, TYPE_END, sizeof content);
  buf_add(&f->out, content, sizeof content);
  f->finished = true;
}

enum err fastcgi_send(struct fastcgi *f) {
  if (buf_status(&f->out) != OK)
    return ERR_IO;
  while (f->sent < f->out.len) {
    ssize_t n = send(f->fd, f->out.data + f->sent, f->out.len - f->sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return errno == EAGAIN || errno == EWOULDBLOCK ? ERR_BUSY : ERR_IO;
    f->sent += (size_t)n;
  }
  /* Closing alone would discard what the peer still sends, and make its writing fail
   * before it has read the response. */
  if (f->finished)
    shutdown(f->fd, SHUT_WR);
  return OK;
}

/* nginx may ask to keep the connection (FCGI_KEEP_CONN). An idle one would only occupy
 * a place, and connecting again to a Unix socket is cheap. */
void fastcgi_close(struct fastcgi *f) {
  if (!f)
    return;
  close(f->fd);
  fastcgi_input_free(&f->in);
  buf_free(&f->out);
  free(f);
}
