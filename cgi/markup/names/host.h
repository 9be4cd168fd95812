/* Names of hosts, as e-mail addresses and links carry them. Rests on libidn2. */
#ifndef MARKUP_NAMES_HOST_H
#define MARKUP_NAMES_HOST_H

#include <stdbool.h>
#include <stddef.h>

/* True when the `n` bytes at `s` are a domain name: labels of letters, digits and
 * inner hyphens (RFC 1123 section 2.1) of at most 63 bytes, together at most 253, the
 * last one not all digits (it would read as an IPv4 address). Labels in other scripts
 * have to pass an IDNA2008 lookup (RFC 5891 section 5) with the mapping of UTS 46; the
 * limits hold for their ASCII form. "xn--" labels must decode. `*dots`, where not NULL,
 * becomes the number of dots of the ASCII form. */
bool host_is_domain(const char *s, size_t n, size_t *dots);

/* True for four decimal numbers from 0 to 255 without leading zeros. */
bool host_is_ipv4(const char *s, size_t n);

/* True for an IPv6 address (RFC 4291 section 2.2), no brackets, no zone. */
bool host_is_ipv6(const char *s, size_t n);

#endif
