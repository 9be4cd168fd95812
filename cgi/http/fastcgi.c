/* libfcgi reads the records of a request, but it waits for its peer. It therefore gets
 * the socket only when the request has arrived completely, which is nearly always at
 * the first look. Any other request is collected in a file in memory (memfd_create),
 * which libfcgi reads as if it were the connection. It writes to neither
 * of them: the records of the response are made in memory (fastcgi_output.c), and sent
 * as far as the peer takes them. libfcgi would write pieces of 8 KiB, and wait.
 *
 * libfcgi has no function for a connection that it has not accepted itself. Some
 * members of its FCGX_Request that are meant for its own use are set instead: with
 * ipcFd, FCGX_Accept_r takes a connection that is open already. Both releases of Debian
 * have the same library; tests/unit/http/fastcgi_test.c would fail otherwise. */
#include "http/fastcgi.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "base/limits.h"
#include "http/fastcgi_output.h"

enum {
  CHUNK = 32 * 1024,
  PASSED = 2, /* the descriptors of a request: its socket, and its file if it has one */
  /* A message in a queue has a byte for as many of the request. The kernel limits the
   * bytes in a queue, and so the memory of what waits there. */
  WEIGHT = 16,
  READ_AT_ONCE = 4096,
  /* Bytes of a request. Those of its content have limits of their own; records of
   * little content may consist of padding. */
  RECEIVED_MOST = 4 * LIMIT_BODY
};

struct fastcgi {
  int socket;
  int file; /* -1: what has arrived is in the socket */
  struct fastcgi_input in;
  off_t received; /* bytes of the request */
  struct buf response;
  size_t sent; /* of the response */
  FCGX_Request request;
  bool tried, begun; /* to have libfcgi read the variables; it has */
  bool finished;
};

static struct fastcgi *fastcgi_new(void) {
  struct fastcgi *f = calloc(1, sizeof *f);
  if (f)
    f->socket = f->file = -1;
  return f;
}

bool fastcgi_has_peer(int listen_fd) {
  struct pollfd fd = {listen_fd, POLLIN, 0};
  return poll(&fd, 1, 0) != 0;
}

enum err fastcgi_accept(struct fastcgi **out, int listen_fd) {
  struct fastcgi *f = fastcgi_new();
  if (!f)
    return ERR_NOMEM;
  do
    f->socket = accept4(listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  while (f->socket < 0 && errno == EINTR);
  if (f->socket >= 0) {
    *out = f;
    return OK;
  }
  /* A connection that was closed in the queue is nobody's fault (accept(2)). */
  bool none = errno == EAGAIN || errno == EWOULDBLOCK || errno == ECONNABORTED;
  free(f);
  return none || !fastcgi_has_peer(listen_fd) ? ERR_NOT_FOUND : ERR_IO;
}

int fastcgi_fd(const struct fastcgi *f) {
  return f->socket;
}

/* POLLIN is left out after the end of the request: a peer that has closed its side
 * would make poll return at once, again and again. */
short fastcgi_events(const struct fastcgi *f) {
  return (short)((f->in.stage < FASTCGI_WHOLE ? POLLIN : 0) |
                 (f->sent < f->response.len ? POLLOUT : 0));
}

size_t fastcgi_memory(const struct fastcgi *f) {
  return sizeof *f + (size_t)f->received + f->response.cap;
}

/* With an offset of its own: that of the file is libfcgi's. */
static bool fastcgi_keep(struct fastcgi *f, const char *data, size_t size) {
  while (size) {
    ssize_t n = pwrite(f->file, data, size, f->received);
    if (n <= 0)
      return false;
    f->received += n;
    data += n;
    size -= (size_t)n;
  }
  return true;
}

/* Like recv, which a signal may interrupt. */
static ssize_t fastcgi_recv(const struct fastcgi *f, char chunk[CHUNK], int flags) {
  ssize_t n;
  do
    n = recv(f->socket, chunk, CHUNK, flags);
  while (n < 0 && errno == EINTR);
  return n;
}

static bool fastcgi_would_wait(void) {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

/* The first look takes nothing from the socket. Returns true if that is all there is to
 * do for now; otherwise the request has a file from then on. */
static bool fastcgi_look(struct fastcgi *f, char chunk[CHUNK]) {
  struct fastcgi_input in = {0};
  ssize_t n = fastcgi_recv(f, chunk, MSG_PEEK);
  if (n < 0 && fastcgi_would_wait())
    return true;
  if (n > 0)
    fastcgi_input_feed(&in, chunk, (size_t)n);
  if (n > 0 && in.stage == FASTCGI_WHOLE) {
    f->in = in;
    f->received = n;
    return true;
  }
  f->file = n > 0 ? memfd_create("request", MFD_CLOEXEC) : -1;
  if (f->file < 0)
    f->in.stage = FASTCGI_BROKEN;
  return f->file < 0;
}

enum fastcgi_stage fastcgi_receive(struct fastcgi *f) {
  char chunk[CHUNK];
  if (f->in.stage >= FASTCGI_WHOLE || (f->file < 0 && fastcgi_look(f, chunk)))
    return f->in.stage;
  while (f->in.stage < FASTCGI_WHOLE) {
    ssize_t n = fastcgi_recv(f, chunk, 0);
    if (n < 0 && fastcgi_would_wait())
      break;
    if (n > 0)
      fastcgi_input_feed(&f->in, chunk, (size_t)n);
    /* A refused body is read, but not kept: a web server may not look at the response
     * before it has sent everything. */
    if (n <= 0 || (!f->finished && !fastcgi_keep(f, chunk, (size_t)n)) ||
        f->received > RECEIVED_MOST)
      f->in.stage = FASTCGI_BROKEN;
  }
  return f->in.stage;
}

static long fastcgi_read(struct channel *c, void *data, size_t size) {
  struct fastcgi *f = c->context;
  if (!f->begun)
    return -1;
  /* A size is an int in libfcgi; larger ones would become negative. */
  int n = FCGX_GetStr(data, size > INT_MAX ? INT_MAX : (int)size, f->request.in);
  if (n > 0 || !size)
    return n;
  /* The end of what has arrived is the end of the body only if nothing can follow. */
  return f->in.stage == FASTCGI_WHOLE && !FCGX_GetError(f->request.in) ? 0 : -1;
}

static enum err fastcgi_write(struct channel *c, const void *data, size_t size) {
  struct fastcgi *f = c->context;
  if (!f->begun)
    return ERR_IO;
  fastcgi_output_add(&f->response, f->request.requestId, data, size);
  return buf_status(&f->response);
}

/* FCGX_Accept_r would close a connection that is not to be kept, and accept another.
 * That of a request it refuses it closes in any case; detached, it does not wait for
 * the peer first. */
static void fastcgi_begin(struct fastcgi *f) {
  int *fd = f->file >= 0 ? &f->file : &f->socket;
  if (FCGX_Init() != 0 || FCGX_InitRequest(&f->request, -1, 0) != 0)
    return;
  f->request.ipcFd = *fd;
  f->request.keepConnection = 1;
  f->request.detached = 1;
  f->begun = FCGX_Accept_r(&f->request) == 0;
  if (f->request.ipcFd < 0)
    *fd = -1;
}

/* The 0 leaves the descriptor open. */
static void fastcgi_end(struct fastcgi *f) {
  if (f->begun)
    FCGX_Free(&f->request, 0);
  f->tried = f->begun = false;
}

void fastcgi_channel(struct fastcgi *f, struct channel *out) {
  static char *none[] = {NULL};
  if (!f->tried)
    fastcgi_begin(f);
  f->tried = true;
  *out = (struct channel){
      f->begun ? f->request.envp : none, fastcgi_read, fastcgi_write, f};
}

/* What is left in a socket that is closed makes its peer's reading fail. No more is
 * read than can have been there: the peer may go on sending. */
static void fastcgi_discard(const struct fastcgi *f) {
  char chunk[CHUNK];
  for (int left = 2 * LIMIT_BODY / CHUNK; left && fastcgi_recv(f, chunk, 0) > 0; left--)
    continue;
}

/* nginx may ask to keep the connection (FCGI_KEEP_CONN). An idle one would only occupy
 * a place, and connecting again to a Unix socket is cheap. */
void fastcgi_finish(struct fastcgi *f) {
  f->finished = true;
  if (!f->begun)
    return;
  fastcgi_output_end(&f->response, f->request.requestId);
  fastcgi_end(f);
  /* libfcgi reads more than that at once. */
  if (f->file < 0 && (f->in.body || f->received > READ_AT_ONCE))
    fastcgi_discard(f);
}

enum err fastcgi_send(struct fastcgi *f) {
  /* Nothing was written: the variables were malformed, or memory or descriptors had run
   * out. The web server reports that the program failed. */
  if (f->finished && (!f->response.len || buf_status(&f->response)))
    return ERR_IO;
  while (f->sent < f->response.len) {
    ssize_t n = send(
        f->socket, f->response.data + f->sent, f->response.len - f->sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return fastcgi_would_wait() ? ERR_BUSY : ERR_IO;
    f->sent += (size_t)n;
  }
  /* Closing alone would discard what the peer still sends, and make its writing fail
   * before it has read the response. */
  if (f->finished && f->in.stage < FASTCGI_WHOLE)
    shutdown(f->socket, SHUT_WR);
  return OK;
}

bool fastcgi_has_body(const struct fastcgi *f) {
  return f->in.body > 0;
}

/* A message with room for the descriptors, in the memory that it is passed. */
union fastcgi_control {
  char space[CMSG_SPACE(PASSED * sizeof(int))];
  struct cmsghdr align;
};

static struct msghdr fastcgi_message(struct iovec *data, union fastcgi_control *c) {
  return (struct msghdr){.msg_iov = data,
      .msg_iovlen = 1,
      .msg_control = c->space,
      .msg_controllen = sizeof c->space};
}

/* Sends the descriptors. Returns false if the system does not take them now. */
static bool fastcgi_send_passed(
    int queue, struct iovec *data, const int fds[PASSED], size_t count) {
  union fastcgi_control control = {0};
  struct msghdr message = fastcgi_message(data, &control);
  message.msg_controllen = CMSG_SPACE(count * sizeof(int));
  struct cmsghdr *c = CMSG_FIRSTHDR(&message);
  *c = (struct cmsghdr){.cmsg_len = CMSG_LEN(count * sizeof(int)),
      .cmsg_level = SOL_SOCKET,
      .cmsg_type = SCM_RIGHTS};
  memcpy(CMSG_DATA(c), fds, count * sizeof(int));
  return sendmsg(queue, &message, MSG_NOSIGNAL | MSG_DONTWAIT) > 0;
}

enum err fastcgi_pass(struct fastcgi *f, int queue, int64_t stamp) {
  static char weight[2 * LIMIT_BODY / WEIGHT];
  size_t size = (size_t)f->received / WEIGHT + sizeof stamp;
  struct iovec data = {weight, size < sizeof weight ? size : sizeof weight};
  memcpy(weight, &stamp, sizeof stamp);
  /* libfcgi would have taken a part from the socket. From a file, its new owner reads
   * everything again. */
  if (f->file < 0 && f->tried)
    return ERR_IO;
  fastcgi_end(f);
  if (f->file >= 0 && lseek(f->file, 0, SEEK_SET) != 0)
    return ERR_IO;
  const int fds[PASSED] = {f->socket, f->file};
  if (fastcgi_send_passed(queue, &data, fds, f->file < 0 ? 1 : PASSED)) {
    fastcgi_close(f);
    return OK;
  }
  return fastcgi_would_wait() || errno == ETOOMANYREFS ? ERR_BUSY : ERR_IO;
}

/* Without room for the descriptors: the kernel would create copies of them. */
enum err fastcgi_oldest(int queue, int64_t *stamp) {
  int64_t found;
  ssize_t n = recv(queue, &found, sizeof found, MSG_PEEK | MSG_DONTWAIT);
  if (n < 0)
    return fastcgi_would_wait() ? ERR_NOT_FOUND : ERR_IO;
  if (n < (ssize_t)sizeof found)
    return ERR_IO;
  *stamp = found;
  return OK;
}

/* The kernel drops descriptors for which the receiver has no room, and the reader with
 * them. */
static bool fastcgi_has_room(int any) {
  int fds[PASSED + 1];
  bool has = true;
  for (size_t i = 0; i < PASSED + 1; i++) {
    fds[i] = fcntl(any, F_DUPFD_CLOEXEC, 0);
    has = has && fds[i] >= 0;
  }
  for (size_t i = 0; i < PASSED + 1; i++)
    if (fds[i] >= 0)
      close(fds[i]);
  return has;
}

/* Receives the descriptors; that of the file is -1 if there is none. MSG_TRUNC makes
 * the size the one that was sent. Returns ERR_NOT_FOUND if there is no message. */
static enum err fastcgi_receive_passed(int queue, int fds[PASSED], size_t *size) {
  char first;
  struct iovec data = {&first, 1};
  union fastcgi_control control = {0};
  struct msghdr message = fastcgi_message(&data, &control);
  ssize_t n = recvmsg(queue, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC | MSG_TRUNC);
  struct cmsghdr *c = n > 0 ? CMSG_FIRSTHDR(&message) : NULL;
  if (n < 0)
    return fastcgi_would_wait() ? ERR_NOT_FOUND : ERR_IO;
  if (!c || (c->cmsg_len != CMSG_LEN(sizeof(int)) &&
                c->cmsg_len != CMSG_LEN(PASSED * sizeof(int))))
    return ERR_IO;
  memcpy(fds, CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0));
  *size = (size_t)n;
  return OK;
}

enum err fastcgi_take(struct fastcgi **out, int queue) {
  int fds[PASSED] = {-1, -1};
  size_t size;
  if (!fastcgi_has_room(queue))
    return ERR_IO;
  struct fastcgi *f = fastcgi_new();
  enum err e = f ? fastcgi_receive_passed(queue, fds, &size) : ERR_NOMEM;
  if (e) {
    free(f);
    return e;
  }
  f->socket = fds[0];
  f->file = fds[1];
  /* Only complete requests with a body are passed. */
  f->in.stage = FASTCGI_WHOLE;
  f->in.body = 1;
  f->received = (off_t)((size - sizeof(int64_t)) * WEIGHT);
  *out = f;
  return OK;
}

void fastcgi_close(struct fastcgi *f) {
  if (!f)
    return;
  fastcgi_end(f);
  if (f->file >= 0)
    close(f->file);
  if (f->socket >= 0)
    close(f->socket);
  buf_free(&f->response);
  free(f);
}
