#include "web/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 4096, SYSTEMD_FD = 3 };

static bool is_listening(int fd) {
  int on = 0;
  socklen_t size = sizeof on;
  return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &on, &size) == 0 && on;
}

bool socket_handed_over(void) {
  return is_listening(STDIN_FILENO);
}

static bool from_systemd(void) {
  const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
  return pid && count && atol(pid) == (long)getpid() && atoi(count) == 1 &&
         is_listening(SYSTEMD_FD);
}

/* Somebody answers on the socket at `address`. */
static bool is_alive(const struct sockaddr_un *address) {
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  bool alive =
      fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) == 0;
  if (fd >= 0)
    close(fd);
  return alive;
}

static enum err bind_new(const char *path, int *fd, char *why, size_t why_size) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    snprintf(why, why_size, "the path %s is too long for a socket (107 octets)", path);
    return ERR_CONFIG;
  }
  memcpy(address.sun_path, path, strlen(path));
  if (is_alive(&address)) {
    snprintf(why, why_size, "another pamphlet.fcgi is running: it answers on %s", path);
    return ERR_EXISTS;
  }
  unlink(path);
  int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  mode_t mask = umask(0117);
  int bound = made < 0 ? -1 : bind(made, (struct sockaddr *)&address, sizeof address);
  umask(mask);
  if (bound != 0 || listen(made, BACKLOG) != 0) {
    snprintf(why, why_size, "cannot listen on %s: %s", path, strerror(errno));
    if (made >= 0)
      close(made);
    return ERR_IO;
  }
  *fd = made;
  return OK;
}

enum err socket_listen(
    const char *path, int *fd, bool *made, char *why, size_t why_size) {
  int found = -1;
  bool own = false;
  enum err e = OK;
  if (socket_handed_over()) {
    found = STDIN_FILENO;
  } else if (from_systemd()) {
    found = SYSTEMD_FD;
  } else {
    e = bind_new(path, &found, why, why_size);
    own = true;
  }
  if (e)
    return e;
  /* Several workers wait on it; the one that comes late must not block. */
  fcntl(found, F_SETFL, fcntl(found, F_GETFL) | O_NONBLOCK);
  *fd = found;
  *made = own;
  return OK;
}
