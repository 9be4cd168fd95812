#include "http/channel.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

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

void channel_cgi(struct channel *out) {
  *out = (struct channel){environ, channel_cgi_read, channel_cgi_write, NULL};
}

static long channel_memory_read(struct channel *c, void *data, size_t size) {
  struct channel_memory *m = c->context;
  size_t n = size < m->left ? size : m->left;
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
