/* Inside net/ only: where a request whose address somebody else has chosen may go. */
#ifndef NET_NET_GUARD_H
#define NET_NET_GUARD_H

#include <stdbool.h>

#include <curl/curl.h>

struct net_guard {
  const char *also; /* networks that may be reached although they are not public
                       (base/network.h); "" for none */
  bool denied;      /* a connection was refused; the caller clears it */
};

/* For CURLOPT_OPENSOCKETFUNCTION, with a struct net_guard as its data: opens a socket
 * for a public address, and a port that web servers use, and for no other. */
curl_socket_t net_guard_open(
    void *guard, curlsocktype purpose, struct curl_sockaddr *to);

#endif
