/* One page of the web, as anybody gets it. Rests on libcurl. */
#ifndef OPS_FETCH_H
#define OPS_FETCH_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { FETCH_WHY = 300, FETCH_LOCATION = 1000 };

struct fetched {
  long status;
  struct buf body;               /* 4 MiB at most; the caller frees it */
  char location[FETCH_LOCATION]; /* where a redirect leads; "" */
};

/* Asks for a page over http or https, follows no redirect, and waits ten seconds at
 * most. ERR_IO with a sentence in `why` where no answer comes, or none that can be
 * trusted. */
enum err fetch_page(const char *url, struct fetched *out, char why[FETCH_WHY]) MUST_USE;

#endif
