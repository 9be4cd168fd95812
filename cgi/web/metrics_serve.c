/* How it works: what asks is on the same machine, or in the same network, and sends a
 * few hundred bytes; the response fits into the socket's buffer. So a client is
 * answered at once, and one that is not done in a tenth of a second is of no use. */
#include "web/metrics_serve.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "web/metrics_text.h"

enum { PATIENCE_MS = 100, REQUEST = 4096 };

/* Waits until the socket can be read or written. False: it is too late. */
static bool metrics_serve_poll(int fd, short events, int64_t until) {
  struct pollfd one = {fd, events, 0};
  int64_t left = until - clock_monotonic();
  return left > 0 && poll(&one, 1, (int)(left / 1000 + 1)) > 0;
}

/* Reads to the end of the headers. False if it does not arrive. */
static bool metrics_serve_read(int fd, char request[REQUEST], int64_t until) {
  size_t n = 0;
  while (n < REQUEST - 1 && metrics_serve_poll(fd, POLLIN, until)) {
    ssize_t got = recv(fd, request + n, REQUEST - 1 - n, 0);
    if (got <= 0)
      return false;
    n += (size_t)got;
    request[n] = '\0';
    if (strstr(request, "\r\n\r\n") || strstr(request, "\n\n"))
      return true;
  }
  return false;
}

static void metrics_serve_send(int fd, const struct buf *b, int64_t until) {
  size_t sent = 0;
  while (sent < b->len && metrics_serve_poll(fd, POLLOUT, until)) {
    ssize_t n = send(fd, buf_text(b) + sent, b->len - sent, MSG_NOSIGNAL);
    if (n <= 0)
      return;
    sent += (size_t)n;
  }
}

/* The path of a GET or HEAD request, cut off in `request`; NULL: another method, or no
 * HTTP. */
static const char *metrics_serve_path(char *request, bool *head) {
  *head = strncmp(request, "HEAD ", 5) == 0;
  if (!*head && strncmp(request, "GET ", 4) != 0)
    return NULL;
  char *path = request + (*head ? 5 : 4);
  path[strcspn(path, " ?\r\n")] = '\0';
  return path;
}

static void metrics_serve_answer(
    char *request, metrics_serve_write *write, void *context, struct buf *out) {
  struct buf body = {0};
  bool head = false;
  const char *path = metrics_serve_path(request, &head), *status = "200 OK";
  if (!path)
    status = "405 Method Not Allowed";
  else if (strcmp(path, "/metrics") != 0)
    status = "404 Not Found";
  else
    write(context, &body);
  /* Half of the metrics would look like all of them. */
  if (buf_status(&body)) {
    buf_free(&body);
    return;
  }
  buf_printf(out,
      "HTTP/1.0 %s\r\nContent-Type: " METRICS_TEXT_TYPE "\r\nContent-Length: %zu\r\n"
      "%sCache-Control: no-store\r\nConnection: close\r\n\r\n",
      status, body.len, path ? "" : "Allow: GET, HEAD\r\n");
  if (!head)
    buf_add(out, buf_text(&body), body.len);
  buf_free(&body);
}

static void metrics_serve_client(int fd, metrics_serve_write *write, void *context) {
  char request[REQUEST] = "";
  struct buf out = {0};
  int64_t until = clock_monotonic() + PATIENCE_MS * INT64_C(1000);
  if (metrics_serve_read(fd, request, until))
    metrics_serve_answer(request, write, context, &out);
  if (!buf_status(&out))
    metrics_serve_send(fd, &out, clock_monotonic() + PATIENCE_MS * INT64_C(1000));
  buf_free(&out);
}

static void metrics_serve_accept(
    int listen_fd, metrics_serve_write *write, void *context) {
  int fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0)
    return;
  metrics_serve_client(fd, write, context);
  close(fd);
}

bool metrics_serve_wait(const struct metrics_listen *m, int signal_fd, int ms,
    metrics_serve_write *write, void *context) {
  int64_t until = clock_monotonic() + ms * INT64_C(1000);
  struct pollfd fds[3] = {{signal_fd, POLLIN, 0}, {m ? m->path_fd : -1, POLLIN, 0},
      {m ? m->address_fd : -1, POLLIN, 0}};
  for (int64_t left = ms * INT64_C(1000); left > 0; left = until - clock_monotonic()) {
    /* 0: the time is over; an error is not worth a loop without a pause. */
    if (poll(fds, 3, (int)((left + 999) / 1000)) <= 0)
      return false;
    if (fds[0].revents)
      return true;
    for (int i = 1; i < 3; i++)
      if (fds[i].revents)
        metrics_serve_accept(fds[i].fd, write, context);
  }
  return false;
}
