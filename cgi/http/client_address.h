/* The address of the client behind proxies that the site trusts. */
#ifndef HTTP_CLIENT_ADDRESS_H
#define HTTP_CLIENT_ADDRESS_H

#include "base/arena.h"

/* Returns the address from which the request came, in the arena or `remote` itself;
 * NULL when out of memory. `remote` is the address of the peer as the web server
 * reports it, `forwarded` the value of X-Forwarded-For, to which each proxy adds its
 * peer at the end, and `trusted` a list of networks (base/network.h).
 *
 * Read from the right: as long as an address is that of a trusted proxy, the one before
 * it is believed. What stands to the left of the first that is not trusted was written
 * by the client, as was an entry that is no address. */
const char *client_address(
    struct arena *a, const char *trusted, const char *remote, const char *forwarded);

#endif
