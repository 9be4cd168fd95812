#include "net/net_guard.h"

#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>

#include "net/net_public.h"

enum { NET_GUARD_FREE_PORT = 1024 };

/* Mail, name and other servers must not be talked to with a request whose text somebody
 * else has chosen. Above the system's ports anything may be a web server. */
static bool net_guard_may_use(unsigned port) {
  return port == 80 || port == 443 || port >= NET_GUARD_FREE_PORT;
}

static bool net_guard_may_reach(const char *also, const struct curl_sockaddr *to) {
  char text[INET6_ADDRSTRLEN] = "";
  struct network_address address;
  unsigned port = 0;
  if (to->family == AF_INET) {
    struct sockaddr_in in;
    memcpy(&in, &to->addr, sizeof in);
    inet_ntop(AF_INET, &in.sin_addr, text, sizeof text);
    port = ntohs(in.sin_port);
  } else if (to->family == AF_INET6) {
    struct sockaddr_in6 in;
    memcpy(&in, &to->addr, sizeof in);
    inet_ntop(AF_INET6, &in.sin6_addr, text, sizeof text);
    port = ntohs(in.sin6_port);
  }
  return network_address_read(text, &address) && net_guard_may_use(port) &&
         (net_public_has(&address) || network_list_has(also, &address));
}

/* Called with the address that is about to be connected to, for redirects as well: a
 * name that is checked first may have another address a moment later. */
curl_socket_t net_guard_open(
    void *guard, curlsocktype purpose, struct curl_sockaddr *to) {
  struct net_guard *g = guard;
  (void)purpose;
  if (!net_guard_may_reach(g->also, to)) {
    g->denied = true;
    return CURL_SOCKET_BAD;
  }
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}
