/* Addresses and networks of the Internet Protocol, as text and compared. */
#ifndef BASE_NETWORK_H
#define BASE_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NETWORK_ADDRESS = 16 };

/* An IPv6 address in network byte order; an IPv4 address is written as ::ffff:0:0/96
 * (RFC 4291 section 2.5.5.2), so that it has one form only. */
struct network_address {
  uint8_t bytes[NETWORK_ADDRESS];
};

/* Reads "192.0.2.1", "2001:db8::1" or "::ffff:192.0.2.1". False for anything else. */
bool network_address_read(const char *text, struct network_address *out);

/* True for an IPv4 address. */
bool network_address_is_ipv4(const struct network_address *a);

/* True if the address is in one of the networks of `list`: addresses, or networks such
 * as "192.0.2.0/24" and "2001:db8::/32", separated by commas or spaces. What is neither
 * is ignored. */
bool network_list_has(const char *list, const struct network_address *a);

/* Does the same, and copies the entry that has the address to `entry`, cut if need be.
 */
bool network_list_find(
    const char *list, const struct network_address *a, char *entry, size_t entry_size);

/* NULL, or what is wrong with such a list, as the end of a sentence. */
const char *network_list_fault(const char *list);

#endif
