/* Host names as they occur in email addresses and links. Uses libidn2. */
#ifndef MARKUP_NAMES_HOST_H
#define MARKUP_NAMES_HOST_H

#include <stdbool.h>
#include <stddef.h>

/* True if the `n` bytes at `s` are a domain name: labels of letters, digits and inner
 * hyphens (RFC 1123 section 2.1) of at most 63 bytes, at most 253 in total; the last
 * label must not consist of digits only, since that would read as an IPv4 address.
 * Labels in other scripts must pass an IDNA2008 lookup (RFC 5891 section 5) with the
 * mapping of UTS 46, and the limits apply to their ASCII form. "xn--" labels must
 * decode. If `dots` is not NULL, *dots becomes the number of dots in the ASCII form. */
bool host_is_domain(const char *s, size_t n, size_t *dots);

/* True for four decimal numbers from 0 to 255 without leading zeros. */
bool host_is_ipv4(const char *s, size_t n);

/* True for an IPv6 address (RFC 4291 section 2.2) without brackets and zone. */
bool host_is_ipv6(const char *s, size_t n);

#endif
