/* What becomes known about a web address that is asked about. Types without functions.
 */
#ifndef NET_NET_REPLY_H
#define NET_NET_REPLY_H

#include <stdint.h>

#include "net/net_fetch.h"

enum net_verdict {
  NET_VERDICT_FINE,
  NET_VERDICT_MOVED,         /* permanently; net_reply.moved says where to */
  NET_VERDICT_MISSING,       /* 404 */
  NET_VERDICT_GONE,          /* 410 */
  NET_VERDICT_ERROR,         /* another status from 400 on */
  NET_VERDICT_LOOP,          /* too many redirects */
  NET_VERDICT_NO_HOST,       /* the name has no address */
  NET_VERDICT_NO_CONNECTION, /* to none of its addresses */
  NET_VERDICT_TIMEOUT,       /* connected, but no complete answer */
  NET_VERDICT_CERTIFICATE,   /* not valid, or no encryption that both know */
  NET_VERDICT_BAD,           /* the answer, or the target of a redirect, is not HTTP */
  NET_VERDICT_INVALID,       /* the URL itself */
  /* From here on, nobody knows what readers get. */
  NET_VERDICT_REFUSED, /* 401, 403 and the like, which robots often get */
  NET_VERDICT_BUSY,    /* 429, 503 */
  NET_VERDICT_PRIVATE  /* no public address, or no port of web servers */
};

struct net_reply {
  enum net_verdict verdict;
  long status;               /* the last one; 0: none */
  char moved[NET_FETCH_URL]; /* after permanent redirects; "" for none */
  char why[NET_FETCH_WHY];   /* libcurl's words for a failure; "" for none */
  int64_t later;             /* what Retry-After says, in microseconds; 0: nothing */
};

struct net_limits {
  int64_t timeout;   /* microseconds for each request */
  int64_t pause;     /* microseconds between two questions to the same host */
  int64_t until;     /* clock_monotonic() at which to stop */
  const char *agent; /* User-Agent */
  const char *also;  /* as in struct net_fetch */
};

#endif
