/* Requesting a web page as any reader would, with libcurl. */
#ifndef OPS_FETCH_H
#define OPS_FETCH_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { FETCH_WHY = 300, FETCH_LOCATION = 1000 };

struct fetched {
  long status;
  struct buf body;               /* 4 MiB at most; the caller frees it */
  char location[FETCH_LOCATION]; /* the target of a redirect; "" for none */
};

/* Requests a page over http or https, without following redirects, for at most ten
 * seconds. ERR_IO with a sentence in `why` if there is no response, or its certificate
 * is not valid. */
enum err fetch_page(const char *url, struct fetched *out, char why[FETCH_WHY]) MUST_USE;

#endif
