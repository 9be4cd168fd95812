/* libfcgi reads and writes the records, but it waits for its peer. It therefore never
 * gets the socket: what arrives is collected in a file in memory (memfd_create) until
 * the request is complete, libfcgi reads that file as if it were the connection, and
 * appends the response to the request. This program then sends the response, as far
 * as the peer takes it.
 *
 * libfcgi has no function for a connection that it has not accepted itself. Two members
 * of its FCGX_Request that are meant for its own use, ipcFd and keepConnection, are set
 * instead: FCGX_Accept_r takes a connection that is open already. Both releases of
 * Debian have the same library; tests/unit/http/fastcgi_test.c would fail otherwise. */
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

enum {
  CHUNK = 32 * 1024,
  PASSED = 2, /* the descriptors of a request: its socket and its file */
  /* A message in a queue has a byte for as many of the request. The kernel limits the
   * bytes in a queue, and so the memory of what waits there. */
  WEIGHT = 16
};

struct fastcgi {
  int socket, file;
  struct fastcgi_input in;
  off_t received;     /* bytes of the request in the file */
  off_t from, to, at; /* the response in the file, and how much of it has been sent */
  FCGX_Request request;
  bool tried, begun; /* to have libfcgi read the variables; it has */
  bool writes, finished;
};

/* Makes libfcgi read the file from its beginning. It gets a second descriptor, because
 * it closes its own; they share their position. */
static enum err fastcgi_prepare(struct fastcgi *f) {
  f->tried = f->begun = false;
  if (FCGX_Init() != 0 || FCGX_InitRequest(&f->request, -1, 0) != 0)
    return ERR_IO;
  f->request.ipcFd = fcntl(f->file, F_DUPFD_CLOEXEC, 0);
  return f->request.ipcFd < 0 ? ERR_IO : OK;
}

/* Whether somebody waits to be accepted, without accepting. */
static bool fastcgi_has_peer(int listen_fd) {
  struct pollfd fd = {listen_fd, POLLIN, 0};
  return poll(&fd, 1, 0) != 0;
}

/* The socket comes last: without descriptors for the others, its peer stays in the
 * kernel's queue, and can be accepted when there are some. */
static enum err fastcgi_accept_into(struct fastcgi *f, int listen_fd) {
  f->file = memfd_create("request", MFD_CLOEXEC);
  if (f->file < 0 || fastcgi_prepare(f))
    return fastcgi_has_peer(listen_fd) ? ERR_IO : ERR_NOT_FOUND;
  do
    f->socket = accept4(listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  while (f->socket < 0 && errno == EINTR);
  /* A connection that was closed in the queue is nobody's fault (accept(2)). */
  bool none = errno == EAGAIN || errno == EWOULDBLOCK || errno == ECONNABORTED;
  return f->socket >= 0 ? OK : none ? ERR_NOT_FOUND : ERR_IO;
}

enum err fastcgi_accept(struct fastcgi **out, int listen_fd) {
  struct fastcgi *f = calloc(1, sizeof *f);
  if (!f)
    return ERR_NOMEM;
  f->socket = f->file = f->request.ipcFd = -1;
  enum err e = fastcgi_accept_into(f, listen_fd);
  if (e)
    fastcgi_close(f);
  else
    *out = f;
  return e;
}

int fastcgi_fd(const struct fastcgi *f) {
  return f->socket;
}

/* POLLIN is left out after the end of the request: a peer that has closed its side
 * would make poll return at once, again and again. */
short fastcgi_events(const struct fastcgi *f) {
  return (short)((f->in.stage < FASTCGI_WHOLE ? POLLIN : 0) |
                 (f->at < f->to ? POLLOUT : 0));
}

size_t fastcgi_memory(const struct fastcgi *f) {
  off_t most = f->to > f->received ? f->to : f->received;
  return sizeof *f + (size_t)most;
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

enum fastcgi_stage fastcgi_receive(struct fastcgi *f) {
  char chunk[CHUNK];
  while (f->in.stage < FASTCGI_WHOLE) {
    ssize_t n = recv(f->socket, chunk, sizeof chunk, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
      break;
    if (n > 0)
      fastcgi_input_feed(&f->in, chunk, (size_t)n);
    /* A refused body is read, but not kept: a web server may not look at the response
     * before it has sent everything. */
    if (n <= 0 || (!f->finished && !fastcgi_keep(f, chunk, (size_t)n)))
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

/* The response begins where libfcgi has stopped reading. */
static void fastcgi_begin_response(struct fastcgi *f) {
  if (!f->writes)
    f->from = f->at = lseek(f->file, 0, SEEK_CUR);
  f->writes = true;
}

static enum err fastcgi_write(struct channel *c, const void *data, size_t size) {
  struct fastcgi *f = c->context;
  const char *at = data;
  if (!f->begun)
    return ERR_IO;
  fastcgi_begin_response(f);
  while (size) {
    int n = FCGX_PutStr(at, size > INT_MAX ? INT_MAX : (int)size, f->request.out);
    if (n <= 0)
      return ERR_IO;
    at += n;
    size -= (size_t)n;
  }
  return OK;
}

/* FCGX_Accept_r would close a connection that is not to be kept, and accept another. */
static void fastcgi_begin(struct fastcgi *f) {
  f->request.keepConnection = 1;
  f->begun = FCGX_Accept_r(&f->request) == 0;
}

void fastcgi_channel(struct fastcgi *f, struct channel *out) {
  static char *none[] = {NULL};
  if (!f->tried)
    fastcgi_begin(f);
  f->tried = true;
  *out = (struct channel){
      f->begun ? f->request.envp : none, fastcgi_read, fastcgi_write, f};
}

void fastcgi_finish(struct fastcgi *f) {
  f->finished = true;
  if (!f->begun)
    return;
  fastcgi_begin_response(f);
  /* nginx may ask to keep the connection (FCGI_KEEP_CONN). An idle one would only
   * occupy a place, and connecting again to a Unix socket is cheap. */
  f->request.keepConnection = 0;
  FCGX_Finish_r(&f->request);
  f->begun = false;
  f->to = lseek(f->file, 0, SEEK_CUR);
}

enum err fastcgi_send(struct fastcgi *f) {
  char chunk[CHUNK];
  /* Nothing was written: the variables were malformed, or memory or descriptors had run
   * out. The web server reports that the program failed. */
  if (f->finished && f->to <= f->from)
    return ERR_IO;
  while (f->at < f->to) {
    size_t left = (size_t)(f->to - f->at);
    ssize_t size = pread(f->file, chunk, left < CHUNK ? left : CHUNK, f->at);
    ssize_t n = size > 0 ? send(f->socket, chunk, (size_t)size, MSG_NOSIGNAL) : -1;
    if (size <= 0)
      return ERR_IO;
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return errno == EAGAIN || errno == EWOULDBLOCK ? ERR_BUSY : ERR_IO;
    f->at += n;
  }
  /* Closing alone would discard what the peer still sends, and make its writing fail
   * before it has read the response. */
  if (f->finished)
    shutdown(f->socket, SHUT_WR);
  return OK;
}

bool fastcgi_has_body(const struct fastcgi *f) {
  return f->in.body > 0;
}

/* A message with room for the two descriptors, in the memory that it is passed. */
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

enum err fastcgi_pass(struct fastcgi *f, int queue, int64_t stamp) {
  static char weight[2 * LIMIT_BODY / WEIGHT];
  size_t size = (size_t)f->received / WEIGHT + sizeof stamp;
  struct iovec data = {weight, size < sizeof weight ? size : sizeof weight};
  memcpy(weight, &stamp, sizeof stamp);
  union fastcgi_control control = {0};
  struct msghdr message = fastcgi_message(&data, &control);
  const int fds[PASSED] = {f->socket, f->file};
  struct cmsghdr *c = CMSG_FIRSTHDR(&message);
  *c = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof fds),
      .cmsg_level = SOL_SOCKET,
      .cmsg_type = SCM_RIGHTS};
  memcpy(CMSG_DATA(c), fds, sizeof fds);
  /* Before it is passed: afterwards, libfcgi would move the position at which its new
   * owner reads. */
  FCGX_Free(&f->request, 1);
  f->request.ipcFd = -1;
  if (lseek(f->file, 0, SEEK_SET) != 0)
    return ERR_IO;
  ssize_t n = sendmsg(queue, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n > 0) {
    fastcgi_close(f);
    return OK;
  }
  bool is_full = errno == EAGAIN || errno == EWOULDBLOCK || errno == ETOOMANYREFS;
  enum err e = fastcgi_prepare(f);
  return !e && is_full ? ERR_BUSY : ERR_IO;
}

/* Without room for the descriptors: the kernel would create copies of them. */
enum err fastcgi_oldest(int queue, int64_t *stamp) {
  int64_t found;
  ssize_t n = recv(queue, &found, sizeof found, MSG_PEEK | MSG_DONTWAIT);
  if (n < 0)
    return errno == EAGAIN || errno == EWOULDBLOCK ? ERR_NOT_FOUND : ERR_IO;
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

/* Receives the descriptors. Returns ERR_NOT_FOUND if there is no message. */
static enum err fastcgi_receive_passed(int queue, int fds[PASSED]) {
  char first;
  struct iovec data = {&first, 1};
  union fastcgi_control control = {0};
  struct msghdr message = fastcgi_message(&data, &control);
  ssize_t n = recvmsg(queue, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  struct cmsghdr *c = n > 0 ? CMSG_FIRSTHDR(&message) : NULL;
  if (n < 0)
    return errno == EAGAIN || errno == EWOULDBLOCK ? ERR_NOT_FOUND : ERR_IO;
  if (!c || c->cmsg_len != CMSG_LEN(PASSED * sizeof(int)))
    return ERR_IO;
  memcpy(fds, CMSG_DATA(c), PASSED * sizeof(int));
  return OK;
}

enum err fastcgi_take(struct fastcgi **out, int queue) {
  int fds[PASSED] = {-1, -1};
  if (!fastcgi_has_room(queue))
    return ERR_IO;
  struct fastcgi *f = calloc(1, sizeof *f);
  enum err e = f ? fastcgi_receive_passed(queue, fds) : ERR_NOMEM;
  if (e) {
    free(f);
    return e;
  }
  *f = (struct fastcgi){.socket = fds[0], .file = fds[1], .in.stage = FASTCGI_WHOLE};
  f->received = lseek(f->file, 0, SEEK_END);
  if (f->received < 0 || lseek(f->file, 0, SEEK_SET) != 0 || fastcgi_prepare(f)) {
    fastcgi_close(f);
    return ERR_IO;
  }
  *out = f;
  return OK;
}

void fastcgi_close(struct fastcgi *f) {
  if (!f)
    return;
  /* The 1 closes libfcgi's descriptor too, if the request was not finished. */
  FCGX_Free(&f->request, 1);
  if (f->file >= 0)
    close(f->file);
  if (f->socket >= 0)
    close(f->socket);
  free(f);
}
