#include "web/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* A long queue, because each connection is one request and waits here while all workers
 * are busy; the kernel limits it to net.core.somaxconn (listen(2)). systemd passes
 * sockets from descriptor 3 on (sd_listen_fds(3)). */
enum { LISTEN_QUEUE = 4096, SYSTEMD_FD = 3 };

/* A pipe or a terminal as standard input makes getsockopt fail with ENOTSOCK. */
static bool socket_is_listening(int fd) {
  int on = 0;
  socklen_t size = sizeof on;
  return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &on, &size) == 0 && on;
}

/* Web servers that start FastCGI programs themselves pass the listening socket as
 * standard input (FastCGI specification, section 2.2). */
bool socket_handed_over(void) {
  return socket_is_listening(STDIN_FILENO);
}

/* LISTEN_PID is compared because the variables are inherited: they may be meant for
 * the parent process. */
static bool socket_from_systemd(void) {
  const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
  return pid && count && strtol(pid, NULL, 10) == (long)getpid() &&
         strtol(count, NULL, 10) == 1 && socket_is_listening(SYSTEMD_FD);
}

/* FastCGI has no access control of its own: any client that can connect is trusted as
 * the web server. Over TCP that would be everybody on the network. */
static bool socket_is_unix(int fd) {
  int domain = 0;
  socklen_t size = sizeof domain;
  return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
         domain == AF_UNIX;
}

/* True if nobody will ever answer on the socket at `address`. It is probed with a
 * non-blocking socket, because a live one with a full queue would keep us waiting. */
static bool socket_is_stale(const struct sockaddr_un *address) {
  struct stat st;
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  /* A refused connection shows that nobody listens. Any other failure, such as a
   * lack of permission, says nothing, and the file is left alone. */
  bool stale = fd >= 0 &&
               connect(fd, (const struct sockaddr *)address, sizeof *address) != 0 &&
               errno == ECONNREFUSED && lstat(address->sun_path, &st) == 0 &&
               S_ISSOCK(st.st_mode);
  if (fd >= 0)
    close(fd);
  return stale;
}

/* Removes what a killed program left at the path. */
static enum err socket_clear_path(
    const struct sockaddr_un *address, char *why, size_t why_size) {
  struct stat st;
  const char *path = address->sun_path;
  if (lstat(path, &st) != 0 && errno == ENOENT)
    return OK;
  if (!socket_is_stale(address)) {
    snprintf(why, why_size, "%s is in use: another pamphlet.fcgi may be running", path);
    return ERR_EXISTS;
  }
  if (unlink(path) == 0)
    return OK;
  snprintf(why, why_size, "cannot replace %s: %s", path, strerror(errno));
  return ERR_IO;
}

static enum err socket_bind_path(
    const struct sockaddr_un *address, int *fd, char *why, size_t why_size) {
  const char *path = address->sun_path;
  int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  /* The mode is set by umask during bind, because a chmod afterwards would leave a
   * moment in which others could connect. */
  mode_t mask = umask(0117);
  int bound =
      made < 0 ? -1 : bind(made, (const struct sockaddr *)address, sizeof *address);
  umask(mask);
  if (bound != 0 || listen(made, LISTEN_QUEUE) != 0) {
    snprintf(why, why_size, "cannot listen on %s: %s", path, strerror(errno));
    if (made >= 0)
      close(made);
    return ERR_IO;
  }
  *fd = made;
  return OK;
}

enum err socket_create(const char *path, int *fd, char *why, size_t why_size) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  char lock[sizeof address.sun_path + 8];
  /* bind would otherwise use a shortened path. */
  if (strlen(path) >= sizeof address.sun_path) {
    snprintf(why, why_size, "the path %s is too long for a socket (107 bytes)", path);
    return ERR_CONFIG;
  }
  memcpy(address.sun_path, path, strlen(path));
  /* Of two programs that start at once, the second must not mistake the first one's
   * socket, bound but not yet listening, for a stale one. */
  snprintf(lock, sizeof lock, "%s.lock", path);
  int lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock_fd < 0 || flock(lock_fd, LOCK_EX) != 0) {
    snprintf(why, why_size, "cannot lock %s: %s", lock, strerror(errno));
    if (lock_fd >= 0)
      close(lock_fd);
    return ERR_IO;
  }
  enum err e = socket_clear_path(&address, why, why_size);
  if (!e)
    e = socket_bind_path(&address, fd, why, why_size);
  /* Closing releases the lock. The lock file stays: if it were removed, two programs
   * could lock two different files. */
  close(lock_fd);
  return e;
}

enum err socket_listen(
    const char *path, int *fd, bool *made, char *why, size_t why_size) {
  int found = -1;
  /* Whether the file of the socket is ours to remove at the end. */
  bool own = false;
  enum err e = OK;
  if (socket_handed_over()) {
    found = STDIN_FILENO;
  } else if (socket_from_systemd()) {
    found = SYSTEMD_FD;
  } else {
    e = socket_create(path, &found, why, why_size);
    own = true;
  }
  if (e)
    return e;
  if (!socket_is_unix(found)) {
    snprintf(why, why_size, "the inherited socket is not a Unix socket");
    return ERR_CONFIG;
  }
  /* Several workers wait on the socket; one that loses the race for a connection must
   * not block in accept. */
  if (fcntl(found, F_SETFL, fcntl(found, F_GETFL) | O_NONBLOCK) != 0 ||
      fcntl(found, F_SETFD, FD_CLOEXEC) != 0) {
    snprintf(why, why_size, "cannot set up the socket: %s", strerror(errno));
    return ERR_IO;
  }
  *fd = found;
  *made = own;
  return OK;
}
