/* What these programs read was written by strangers as often as not, and their parsers
 * are large. So a program gets nothing but a socket: no file of the site is open, no
 * file can be written (RLIMIT_FSIZE), no privilege gained, and as root it is run as
 * nobody. What it answers is as untrusted as what it was asked. */
#include "base/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/nobody.h"

/* A frame's first line has at most MOST_HEADER bytes. */
enum { MOST_FILES = 64, MOST_HEADER = 16, SECOND = 3 };

bool tool_find(const char *name, char out[PATH_MAX]) {
  static const char *const folders[] = {"/usr/bin", "/usr/local/bin", "/bin"};
  const char *own = getenv("PAMPHLET_TOOLS");
  size_t count = own ? 1 : sizeof folders / sizeof *folders;
  for (size_t i = 0; i < count; i++) {
    int n = snprintf(out, PATH_MAX, "%s/%s", own ? own : folders[i], name);
    if (n > 0 && n < PATH_MAX && access(out, X_OK) == 0)
      return true;
  }
  return false;
}

static void tool_limit(int what, rlim_t most) {
  const struct rlimit limit = {most, most};
  /* A limit that cannot be set leaves the program without it, but never without its
   * deadline. */
  if (setrlimit((__rlimit_resource_t)what, &limit) != 0)
    errno = 0;
}

/* In the child: what it keeps is `fd`, twice. Only functions that are safe after a fork
 * are called. */
static void tool_become(const struct tool_order *order, const char *path, int fd,
    int second, char *const *words) {
  /* In a CGI program, Graphviz reads no files, and SERVER_NAME tells it so. NODE_PATH
   * is where Debian has the modules of any Node. */
  static char *const environment[] = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8",
      "HOME=/nonexistent", "SERVER_NAME=localhost", "NODE_PATH=/usr/share/nodejs",
      NULL};
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGPIPE, SIG_DFL);
  int null = open("/dev/null", O_RDWR);
  if (null < 0 || dup2(fd, 0) < 0 || dup2(order->complaints ? null : fd, 1) < 0 ||
      dup2(order->complaints ? fd : null, 2) < 0 || chdir("/") != 0)
    return;
  /* dup2 does nothing if it is there already, and then it would be closed by exec. */
  if (second == SECOND ? fcntl(second, F_SETFD, 0)
                       : second >= 0 && dup2(second, SECOND) < 0)
    return;
  if (close_range(second < 0 ? SECOND : SECOND + 1, ~0U, 0) != 0)
    return;
  if (!order->path && !nobody_become())
    return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  tool_limit(RLIMIT_CORE, 0);
  tool_limit(RLIMIT_FSIZE, 0);
  tool_limit(RLIMIT_NOFILE, MOST_FILES);
  tool_limit(RLIMIT_CPU, (rlim_t)order->seconds);
  tool_limit(RLIMIT_DATA, order->memory);
  execve(path, words, environment);
}

/* The second input as a file in memory, which the program opens by its name: unlike a
 * pipe, it needs nobody to write to it. *out is -1 if there is none. */
static enum err tool_second(const struct tool_order *order, int *out) {
  *out = -1;
  if (!order->second)
    return OK;
  int fd = memfd_create("tool", MFD_CLOEXEC);
  if (fd < 0)
    return err_of_errno(errno);
  for (size_t done = 0; done < order->second_size;) {
    ssize_t n = write(fd, order->second + done, order->second_size - done);
    if (n <= 0) {
      enum err e = err_of_errno(errno);
      close(fd);
      return e;
    }
    done += (size_t)n;
  }
  *out = fd;
  return OK;
}

enum err tool_start(struct tool *t, const struct tool_order *order) {
  char found[PATH_MAX], *words[16];
  size_t count = 0;
  int ends[2], second;
  if (!order->path && !tool_find(order->words[0], found))
    return ERR_NOT_FOUND;
  const char *path = order->path ? order->path : found;
  /* execve takes words that can be written to, and never writes to them. */
  for (; order->words[count] && count + 1 < sizeof words / sizeof *words; count++)
    memcpy(&words[count], &order->words[count], sizeof *words);
  words[count] = NULL;
  /* A socket and not pipes, because writing to a pipe whose reader has died is a signal
   * that ends this program. */
  enum err e = tool_second(order, &second);
  if (e)
    return e;
  bool paired = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0;
  pid_t pid = paired ? fork() : -1;
  if (pid == 0) {
    tool_become(order, path, ends[1], second, words);
    _exit(127);
  }
  e = pid < 0 ? err_of_errno(errno) : OK;
  if (second >= 0)
    close(second);
  if (!paired)
    return e;
  close(ends[1]);
  if (e) {
    close(ends[0]);
    return e;
  }
  *t = (struct tool){pid, ends[0]};
  return OK;
}

/* Kills it unless it has ended by itself. Returns true if it had, with a status of at
 * most `worst`. */
static bool tool_end(struct tool *t, bool waits, int worst) {
  int status = 1;
  if (t->pid <= 0)
    return false;
  if (!waits)
    kill(t->pid, SIGKILL);
  while (waitpid(t->pid, &status, 0) < 0 && errno == EINTR)
    continue;
  close(t->fd);
  *t = (struct tool){0};
  return WIFEXITED(status) && WEXITSTATUS(status) <= worst;
}

void tool_stop(struct tool *t) {
  tool_end(t, false, 0);
}

static int64_t tool_clock(void) {
  return clock_monotonic() / 1000;
}

/* One conversation. */
struct tool_talk {
  struct tool *tool;
  const char *in;
  size_t left; /* bytes of `in` that were not sent */
  bool framed; /* the answer has a length; otherwise it ends with the program */
  bool sends;  /* it is over when all of `in` was sent */
  int64_t until;
  struct buf *out;
  size_t start; /* offset of the answer in `out` */
  bool done;
};

static enum err tool_send(struct tool_talk *k) {
  ssize_t n = send(k->tool->fd, k->in, k->left, MSG_NOSIGNAL | MSG_DONTWAIT);
  /* One that does not want the rest has closed its end, and may have answered. */
  if (n < 0 && (errno == EPIPE || errno == ECONNRESET))
    k->left = 0;
  if (n < 0)
    return !k->left || errno == EAGAIN || errno == EINTR ? OK : ERR_IO;
  k->in += n;
  k->left -= (size_t)n;
  if (!k->left && !k->framed)
    shutdown(k->tool->fd, SHUT_WR);
  return OK;
}

/* Removes the first line once the whole frame is there. */
static enum err tool_check_frame(struct tool_talk *k) {
  char *answer = k->out->data + k->start, *end;
  size_t have = k->out->len - k->start;
  char *line = memchr(answer, '\n', have < MOST_HEADER ? have : MOST_HEADER);
  if (!line)
    return have < MOST_HEADER ? OK : ERR_IO;
  unsigned long long size = strtoull(answer, &end, 10);
  size_t header = (size_t)(line + 1 - answer);
  if (end != line || have - header > size)
    return ERR_IO;
  if (have - header < size)
    return OK;
  memmove(answer, line + 1, have - header);
  k->out->len -= header;
  k->out->data[k->out->len] = '\0';
  k->done = true;
  return OK;
}

static enum err tool_receive(struct tool_talk *k) {
  char piece[1 << 14];
  ssize_t n = recv(k->tool->fd, piece, sizeof piece, MSG_DONTWAIT);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return OK;
  /* A program that ends without having read everything resets the connection. */
  if (n <= 0) {
    k->done = !k->framed;
    return k->done ? OK : ERR_IO;
  }
  buf_add(k->out, piece, (size_t)n);
  enum err e = buf_status(k->out);
  return e || !k->framed ? e : tool_check_frame(k);
}

static enum err tool_talk(struct tool_talk *k) {
  enum err e = OK;
  while (!e && !k->done) {
    int64_t rest = k->until - tool_clock();
    struct pollfd p = {.fd = k->tool->fd, .events = k->sends ? 0 : POLLIN};
    if (k->left)
      p.events |= POLLOUT;
    int ready = rest > 0 ? poll(&p, 1, (int)rest) : 0;
    if (ready < 0 && errno == EINTR)
      continue;
    if (ready <= 0)
      return ready ? err_of_errno(errno) : ERR_TIMEOUT;
    if (k->left && (p.revents & POLLOUT))
      e = tool_send(k);
    if (k->sends) {
      k->done = !k->left;
      /* It has died; tool_get tells whether it had answered. */
      if (!k->done && (p.revents & (POLLHUP | POLLERR)))
        return OK;
      continue;
    }
    /* The answer of a program that has died while it was written to still counts. */
    if (p.revents & (POLLIN | POLLHUP | POLLERR))
      e = tool_receive(k);
  }
  return e;
}

/* A program that failed is stopped. */
static enum err tool_talk_to(struct tool *t, struct tool_talk *k, int milliseconds) {
  k->tool = t;
  k->framed = true;
  k->until = tool_clock() + milliseconds;
  k->start = k->out ? k->out->len : 0;
  enum err e = t->pid > 0 ? tool_talk(k) : ERR_IO;
  if (e)
    tool_stop(t);
  return e;
}

enum err tool_ask(
    struct tool *t, const char *in, size_t n, int milliseconds, struct buf *out) {
  struct tool_talk k = {.in = in, .left = n, .out = out};
  return tool_talk_to(t, &k, milliseconds);
}

enum err tool_put(struct tool *t, const char *in, size_t n, int milliseconds) {
  struct tool_talk k = {.in = in, .left = n, .sends = true};
  return tool_talk_to(t, &k, milliseconds);
}

enum err tool_get(struct tool *t, int milliseconds, struct buf *out) {
  struct tool_talk k = {.out = out};
  return tool_talk_to(t, &k, milliseconds);
}

enum err tool_run(const struct tool_order *order, const char *in, size_t n,
    int milliseconds, struct buf *out) {
  struct tool t = {0};
  enum err e = tool_start(&t, order);
  if (e)
    return e;
  struct tool_talk k = {.tool = &t,
      .in = in,
      .left = n,
      .until = tool_clock() + milliseconds,
      .out = out,
      .start = out->len};
  if (!n)
    shutdown(t.fd, SHUT_WR);
  e = tool_talk(&k);
  /* It has closed its output, but may go on: it is given no more time. */
  bool good = tool_end(&t, !e, order->worst);
  return e || good ? e : ERR_INVALID;
}
