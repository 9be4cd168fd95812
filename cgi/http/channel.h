/* Where a request comes from and its answer goes: FastCGI, plain CGI, or memory. */
#ifndef HTTP_CHANNEL_H
#define HTTP_CHANNEL_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* The functions get the channel back. `params` is a list of "NAME=value" ended by
 * NULL, owned by the channel. */
struct channel {
  char **params;
  /* Reads at most `size` bytes of the body: how many, 0 at its end, -1 on failure. */
  long (*read)(struct channel *c, void *data, size_t size);
  /* Writes all `size` bytes: ERR_IO when the other side is gone. */
  enum err (*write)(struct channel *c, const void *data, size_t size);
  void *context;
};

/* Plain CGI: the environment, standard input and output. */
void channel_cgi(struct channel *out);

/* A request in memory, for tests: reads `input`, writes into `output`. */
struct channel_memory {
  const char *input;
  size_t left;
  struct buf output;
};
void channel_memory(struct channel *out, char **params, struct channel_memory *memory);

#endif
