/* Which addresses of the Internet Protocol are public: a program that follows links of
 * strangers must not reach the machines of its own network. */
#ifndef NET_NET_PUBLIC_H
#define NET_NET_PUBLIC_H

#include <stdbool.h>

#include "base/network.h"

/* True for an address that anyone on the Internet can reach: none that the registries
 * of special-purpose addresses (RFC 6890) list as not globally reachable, and none that
 * carries such an IPv4 address in itself (6to4, Teredo, NAT64). */
bool net_public_has(const struct network_address *a);

#endif
