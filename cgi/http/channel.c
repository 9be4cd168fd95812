/* How it works: request.c and response.c know only struct channel. Three functions set
 * one up: channel_cgi and channel_memory here, and fastcgi_accept. */
#include "http/channel.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* `c` is unused: plain CGI has one request per process, on the standard streams (RFC
 * 3875 sections 4.2 and 6.1). */
static long channel_cgi_read(struct channel *c, void *data, size_t size) {
  ssize_t n;
  (void)c;
  do
    n = read(STDIN_FILENO, data, size);
  while (n < 0 && errno == EINTR);
  return n;
}

static enum err channel_cgi_write(struct channel *c, const void *data, size_t size) {
  const char *at = data;
  (void)c;
  while (size) {
    /* Standard output is a pipe or a socket, which may take a part of the bytes only
     * (POSIX write). */
    ssize_t n = write(STDOUT_FILENO, at, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return ERR_IO;
    at += n;
    size -= (size_t)n;
  }
  return OK;
}

/* The context is NULL, and that of every other channel is not: request_read_body tells
 * plain CGI by it. */
void channel_cgi(struct channel *out) {
  *out = (struct channel){environ, channel_cgi_read, channel_cgi_write, NULL};
}

static long channel_memory_read(struct channel *c, void *data, size_t size) {
  struct channel_memory *m = c->context;
  /* `m->left` of 0 is the end of the input: the function then returns 0, like read. */
  size_t n = size < m->left ? size : m->left;
  /* memcpy must not get a null pointer, even for no bytes (C11 section 7.24.1), and a
   * request without a body may have `input` NULL. */
  if (n)
    memcpy(data, m->input, n);
  m->input += n;
  m->left -= n;
  return (long)n;
}

static enum err channel_memory_write(struct channel *c, const void *data, size_t size) {
  struct channel_memory *m = c->context;
  buf_add(&m->output, data, size);
  return buf_status(&m->output);
}

void channel_memory(struct channel *out, char **params, struct channel_memory *memory) {
  *out = (struct channel){params, channel_memory_read, channel_memory_write, memory};
}
