#include "web/metrics_listen.h"

#include <errno.h>
#include <limits.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "web/socket.h"

/* Who asks, asks every few seconds. */
enum { QUEUE = 16 };

static void metrics_listen_path(const char *dir, char out[PATH_MAX]) {
  snprintf(out, PATH_MAX, "%s/run/metrics.sock", dir);
}

/* The setting was checked: an IP address, in brackets if it has colons, and a port. */
static struct addrinfo *metrics_listen_read(const char *address) {
  const struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
      .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
  char host[METRICS_LISTEN_ADDRESS];
  struct addrinfo *found = NULL;
  snprintf(host, sizeof host, "%s", *address == '[' ? address + 1 : address);
  char *port = strrchr(host, ':');
  if (!port)
    return NULL;
  *port++ = '\0';
  host[strcspn(host, "]")] = '\0';
  return getaddrinfo(host, port, &hints, &found) == 0 ? found : NULL;
}

static int metrics_listen_on(const struct addrinfo *a) {
  int on = 1;
  int fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  /* Otherwise a restart would fail for a minute, because of connections that have
   * ended (tcp(7)). */
  if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
      bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, QUEUE) == 0)
    return fd;
  int error = errno;
  if (fd >= 0)
    close(fd);
  errno = error;
  return -1;
}

static int metrics_listen_bind(const char *address) {
  struct addrinfo *a = *address ? metrics_listen_read(address) : NULL;
  if (!a)
    return -1;
  int fd = metrics_listen_on(a);
  if (fd < 0)
    log_event(LOG_LEVEL_WARN, "metrics.off", "address", address, "why", strerror(errno),
        NULL);
  freeaddrinfo(a);
  return fd;
}

void metrics_listen_open(
    struct metrics_listen *m, const char *dir, const char *address) {
  char path[PATH_MAX], why[400];
  *m = (struct metrics_listen){.path_fd = -1, .address_fd = -1};
  metrics_listen_path(dir, path);
  if (socket_create(path, &m->path_fd, why, sizeof why))
    log_event(LOG_LEVEL_WARN, "metrics.off", "why", why, NULL);
  metrics_listen_move(m, address);
}

void metrics_listen_move(struct metrics_listen *m, const char *address) {
  /* One that could not be listened on is tried again: what was in the way may have
   * ended. */
  if (m->address_fd >= 0 && strcmp(m->address, address) == 0)
    return;
  if (m->address_fd >= 0)
    close(m->address_fd);
  m->address_fd = metrics_listen_bind(address);
  snprintf(m->address, sizeof m->address, "%s", address);
}

void metrics_listen_close(struct metrics_listen *m, const char *dir) {
  char path[PATH_MAX];
  metrics_listen_path(dir, path);
  if (m->path_fd >= 0) {
    unlink(path);
    close(m->path_fd);
  }
  if (m->address_fd >= 0)
    close(m->address_fd);
  *m = (struct metrics_listen){.path_fd = -1, .address_fd = -1};
}
