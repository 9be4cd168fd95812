/* Where a request comes from and where its response goes: FastCGI, plain CGI, or
 * memory. */
#ifndef HTTP_CHANNEL_H
#define HTTP_CHANNEL_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* The functions receive the channel itself. `params` is a list of "NAME=value" strings
 * that ends with NULL; the channel owns it. */
struct channel {
  char **params;
  /* Reads at most `size` bytes of the body. Returns their number, 0 at the end, -1 on
   * failure. */
  long (*read)(struct channel *c, void *data, size_t size);
  /* Writes all `size` bytes. Returns ERR_IO if the client has gone. */
  enum err (*write)(struct channel *c, const void *data, size_t size);
  void *context;
};

/* Sets up a channel for plain CGI: environment, standard input and output. */
void channel_cgi(struct channel *out);

/* A request in memory, for tests: reads `input` and writes to `output`. */
struct channel_memory {
  const char *input;
  size_t left;
  struct buf output;
};
void channel_memory(struct channel *out, char **params, struct channel_memory *memory);

#endif
