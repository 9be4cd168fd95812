/* A little FastCGI client for tests in C. */
#ifndef S_SUPPORT_FASTCGI_CLIENT_H
#define S_SUPPORT_FASTCGI_CLIENT_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "support.h"

static inline void fastcgi_client_record(
    struct buf *b, int type, const char *data, size_t n) {
  const char head[] = {1, (char)type, 0, 1, (char)(n >> 8), (char)(n & 255), 0, 0};
  buf_add(b, head, sizeof head);
  buf_add(b, data, n);
}

static inline void fastcgi_client_pair(
    struct buf *b, const char *name, const char *value) {
  buf_putc(b, (char)strlen(name));
  buf_putc(b, (char)strlen(value));
  buf_puts(b, name);
  buf_puts(b, value);
}

/* A connection to the Unix socket at `sock_path`. */
static inline int fastcgi_client_connect(const char *sock_path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path, sock_path, strlen(sock_path));
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
  return fd;
}

/* Sends a GET, or a POST of `body` unless that is "". Returns the connection. */
static inline int fastcgi_client_send(
    const char *sock_path, const char *path, const char *body, bool keep_connection) {
  struct buf params = {0}, all = {0};
  char length[20];
  const char begin[8] = {0, 1, keep_connection};
  snprintf(length, sizeof length, "%zu", strlen(body));
  fastcgi_client_pair(&params, "REQUEST_METHOD", *body ? "POST" : "GET");
  fastcgi_client_pair(&params, "REQUEST_URI", path);
  fastcgi_client_pair(&params, "CONTENT_LENGTH", length);
  fastcgi_client_record(&all, 1, begin, sizeof begin);
  fastcgi_client_record(&all, 4, params.data, params.len);
  fastcgi_client_record(&all, 4, "", 0);
  if (*body)
    fastcgi_client_record(&all, 5, body, strlen(body));
  fastcgi_client_record(&all, 5, "", 0);
  int fd = fastcgi_client_connect(sock_path);
  bool sent = send(fd, all.data, all.len, MSG_NOSIGNAL) == (ssize_t)all.len;
  assert_true(sent);
  buf_free(&params);
  buf_free(&all);
  return fd;
}

/* Reads until the peer closes the connection. Copies the body of a complete response
 * into `out`; false if it ended before FCGI_END_REQUEST. */
static inline bool fastcgi_client_receive(int fd, char out[200]) {
  struct buf in = {0}, text = {0};
  char piece[1000];
  bool ended = false;
  for (ssize_t n; (n = read(fd, piece, sizeof piece)) > 0;)
    buf_add(&in, piece, (size_t)n);
  for (size_t at = 0; at + 8 <= in.len;) {
    const unsigned char *head = (const unsigned char *)in.data + at;
    size_t n = (size_t)(head[4] << 8 | head[5]);
    if (at + 8 + n > in.len)
      break;
    if (head[1] == 6)
      buf_add(&text, in.data + at + 8, n);
    ended = ended || head[1] == 3;
    at += 8 + n + head[6];
  }
  const char *body = strstr(buf_text(&text), "\r\n\r\n");
  snprintf(out, 200, "%s", body ? body + 4 : "");
  close(fd);
  buf_free(&in);
  buf_free(&text);
  return ended;
}

#endif
