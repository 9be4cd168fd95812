#include "ops/ask_metrics.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"

/* The answer has some 20 KB. */
enum { ASK_WAIT_MS = 1000, ASK_MOST = 1 << 20, ASK_PART = 1 << 14 };

static enum err ask_metrics_connect(const char *dir, int *out) {
  struct sockaddr_un a = {.sun_family = AF_UNIX};
  int n = snprintf(a.sun_path, sizeof a.sun_path, "%s/run/metrics.sock", dir);
  /* The service could not have created it either. */
  if (n < 0 || (size_t)n >= sizeof a.sun_path)
    return ERR_NOT_FOUND;
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return ERR_IO;
  if (connect(fd, (const struct sockaddr *)&a, sizeof a) == 0) {
    *out = fd;
    return OK;
  }
  enum err e = errno == EACCES ? ERR_OWNER : ERR_NOT_FOUND;
  close(fd);
  return e;
}

static enum err ask_metrics_read(int fd, struct buf *out) {
  int64_t until = clock_monotonic() + ASK_WAIT_MS * INT64_C(1000);
  char part[ASK_PART];
  for (;;) {
    struct pollfd one = {fd, POLLIN, 0};
    int64_t left = until - clock_monotonic();
    if (left <= 0 || poll(&one, 1, (int)(left / 1000 + 1)) <= 0)
      return ERR_NOT_FOUND;
    ssize_t n = recv(fd, part, sizeof part, 0);
    if (n < 0)
      return ERR_NOT_FOUND;
    if (n == 0)
      return buf_status(out);
    buf_add(out, part, (size_t)n);
    if (out->len > ASK_MOST)
      return ERR_INVALID;
  }
}

/* The sum of all samples of a metric whose labels contain `label`. */
static int64_t ask_metrics_sum(const char *text, const char *name, const char *label) {
  int64_t sum = 0;
  size_t n = strlen(name);
  for (const char *s = text; (s = strstr(s, name)) != NULL; s += n) {
    size_t len = strcspn(s, "\n");
    if (s[-1] != '\n' || (s[n] != ' ' && s[n] != '{'))
      continue;
    const char *value = memrchr(s, ' ', len);
    if (value && (!*label || memmem(s, (size_t)(value - s), label, strlen(label))))
      sum += strtoll(value, NULL, 10);
  }
  return sum;
}

enum err ask_metrics(const char *dir, struct ask_metrics *out) {
  static const char request[] = "GET /metrics HTTP/1.0\r\n\r\n";
  struct buf answer = {0};
  int fd = -1;
  enum err e = ask_metrics_connect(dir, &fd);
  if (e)
    return e;
  if (!file_write(fd, request, sizeof request - 1))
    e = ERR_NOT_FOUND;
  if (!e)
    e = ask_metrics_read(fd, &answer);
  close(fd);
  /* All names come after the status line, so that there is a character before each. */
  const char *text = buf_text(&answer);
  if (!e && strncmp(text, "HTTP/1.0 200 ", 13) != 0)
    e = ERR_INVALID;
  if (!e)
    *out = (struct ask_metrics){
        .workers = ask_metrics_sum(text, "pamphlet_workers", ""),
        .requests = ask_metrics_sum(text, "pamphlet_requests_total", ""),
        .failed = ask_metrics_sum(text, "pamphlet_requests_total", "status=\"5xx\""),
        .waiting = ask_metrics_sum(text, "pamphlet_forms_waiting", "")};
  buf_free(&answer);
  return e;
}
