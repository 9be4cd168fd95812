/* Inside net/ only: what one web address answers, found out with few small requests. */
#ifndef NET_NET_PROBE_H
#define NET_NET_PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "net/net_guard.h"
#include "net/net_reply.h"

struct net_probe {
  CURL *curl;
  struct net_guard guard;
  char error[CURL_ERROR_SIZE];
  char url[NET_FETCH_URL]; /* of the request that runs */
  size_t question;         /* for the caller */
  int hops;
  bool is_get, is_permanent, has_body;
  struct net_reply reply;
};

/* Creates the handle of *p, which must not move until net_probe_close, and neither must
 * `headers`, further ones of each request. ERR_NOMEM. */
enum err net_probe_open(struct net_probe *p, const struct net_limits *limits,
    struct curl_slist *headers) MUST_USE;
void net_probe_close(struct net_probe *p);

/* Prepares the handle for the first request to `url`. False if it is none of http or
 * https, or too long: then the reply is complete. */
bool net_probe_begin(struct net_probe *p, const char *url);

/* Takes the result of a request. True if the handle is prepared for a further one;
 * false if the reply is complete. */
bool net_probe_next(struct net_probe *p, CURLcode result);

#endif
