#include "http/fastcgi.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include <fcgiapp.h>

/* Only this file includes <fcgiapp.h>: the rest of the program sees struct channel, as
 * with plain CGI. */
struct fastcgi {
  FCGX_Request request;
};

static long fastcgi_read(struct channel *c, void *data, size_t size) {
  FCGX_Request *r = c->context;
  /* A size is an int in libfcgi; larger ones would become negative. */
  int n = FCGX_GetStr(data, size > INT_MAX ? INT_MAX : (int)size, r->in);
  /* FCGX_GetStr returns fewer bytes both at the end and after an error; FCGX_GetError
   * tells them apart. */
  return FCGX_GetError(r->in) ? -1 : n;
}

/* libfcgi collects what is written in a buffer of its own. A client that has gone may
 * thus be noticed only by FCGX_Finish_r, where it no longer matters. */
static enum err fastcgi_write(struct channel *c, const void *data, size_t size) {
  FCGX_Request *r = c->context;
  const char *at = data;
  while (size) {
    int n = FCGX_PutStr(at, size > INT_MAX ? INT_MAX : (int)size, r->out);
    if (n <= 0)
      return ERR_IO;
    at += n;
    size -= (size_t)n;
  }
  return OK;
}

enum err fastcgi_open(struct fastcgi **out, int listen_fd) {
  struct fastcgi *f = calloc(1, sizeof *f);
  if (!f)
    return ERR_NOMEM;
  /* By default, libfcgi repeats an accept that a signal interrupts. */
  if (FCGX_Init() != 0 ||
      FCGX_InitRequest(&f->request, listen_fd, FCGI_FAIL_ACCEPT_ON_INTR)) {
    free(f);
    return ERR_IO;
  }
  *out = f;
  return OK;
}

enum err fastcgi_accept(struct fastcgi *f, struct channel *out) {
  int result = FCGX_Accept_r(&f->request);
  if (result < 0)
    /* The socket does not block: another worker may have taken the connection since
     * poll reported it. */
    return result == -EAGAIN ? ERR_NOT_FOUND : ERR_IO;
  *out = (struct channel){f->request.envp, fastcgi_read, fastcgi_write, &f->request};
  return OK;
}

void fastcgi_finish(struct fastcgi *f) {
  /* nginx may ask to keep the connection; a blocking worker would then wait for its
   * next request, and serve nobody else. */
  f->request.keepConnection = 0;
  FCGX_Finish_r(&f->request);
}

void fastcgi_close(struct fastcgi *f) {
  if (!f)
    return;
  /* The 1 closes the connection too, in case the last request was not finished. */
  FCGX_Free(&f->request, 1);
  free(f);
}
