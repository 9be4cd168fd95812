/* Inside text/: host names of e-mail addresses and links. */
#ifndef TEXT_HOST_H
#define TEXT_HOST_H

#include <stdbool.h>
#include <stddef.h>

/* True when the `n` octets are a domain name of at least two labels (RFC 1123 section
 * 2.1, RFC 5891 for other scripts), its last label not all digits. */
bool host_is_domain(const char *s, size_t n);

#endif
