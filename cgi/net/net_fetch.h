/* Requests to web servers of strangers, with libcurl: limited in time and size, and
 * only to public addresses. */
#ifndef NET_NET_FETCH_H
#define NET_NET_FETCH_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { NET_FETCH_WHY = 300, NET_FETCH_URL = 2048 };

struct net_fetch {
  const char *url;  /* http or https */
  const char *form; /* a body to POST, urlencoded; NULL: GET, which follows redirects */
  const char *also; /* networks that may be reached although they are not public
                       (base/network.h); "" for none */
};

struct net_fetched {
  long status;
  char url[NET_FETCH_URL]; /* of the response, after redirects */
  struct buf links;        /* the values of its Link headers, each with an LF */
  struct buf body;         /* 1 MiB at most */
};

/* Requests it: at most five redirects, each to a public address, and 20 seconds in all.
 * The caller frees `links` and `body`. ERR_IO with a sentence in `why` if there is no
 * complete response; ERR_DENIED, with one too, if the address or port must not be
 * reached. */
enum err net_fetch(const struct net_fetch *q, struct net_fetched *out,
    char why[NET_FETCH_WHY]) MUST_USE;

/* Appends the absolute URL that `link` stands for in a page at `base`. ERR_INVALID if
 * it is none of http or https; ERR_NOMEM. */
enum err net_fetch_resolve(
    const char *base, const char *link, struct buf *out) MUST_USE;

/* Appends "name=value", encoded, to a form; after a '&' if it is not empty. ERR_NOMEM.
 */
enum err net_fetch_form(struct buf *out, const char *name, const char *value) MUST_USE;

#endif
