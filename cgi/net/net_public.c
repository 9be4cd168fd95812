#include "net/net_public.h"

/* Documentation, benchmarks and multicast as well: nothing there answers, except on
 * networks that somebody has set up for themselves. */
static const char special_ipv4[] =
    "0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12,"
    "192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15,"
    "198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/4, 240.0.0.0/4";

/* Everything that is assigned for use on the Internet is in the first; the others are
 * exceptions in it. */
static const char assigned_ipv6[] = "2000::/3";
static const char special_ipv6[] = "2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20";

bool net_public_has(const struct network_address *a) {
  if (network_address_is_ipv4(a))
    return !network_list_has(special_ipv4, a);
  return network_list_has(assigned_ipv6, a) && !network_list_has(special_ipv6, a);
}
