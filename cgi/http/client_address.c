#include "http/client_address.h"

#include <string.h>

#include "base/network.h"

/* Reads the entry of `n` bytes. Some proxies add the port of their peer, which only
 * brackets separate from an IPv6 address. The text of the address goes to *out. */
static bool client_address_entry(struct arena *a, const char *s, size_t n, char **out,
    struct network_address *address) {
  const char *colon = memchr(s, ':', n);
  if (n && *s == '[') {
    const char *end = memchr(s, ']', n);
    n = end ? (size_t)(end - s) - 1 : 0;
    s++;
  } else if (colon && !memchr(colon + 1, ':', n - (size_t)(colon + 1 - s))) {
    n = (size_t)(colon - s);
  }
  *out = arena_strndup(a, s, n);
  return *out && network_address_read(*out, address);
}

const char *client_address(
    struct arena *a, const char *trusted, const char *remote, const char *forwarded) {
  const char *client = remote;
  size_t n = strlen(forwarded);
  struct network_address address;
  if (!network_address_read(remote, &address))
    return remote;
  while (n && network_list_has(trusted, &address)) {
    char *text;
    size_t end = n, start;
    while (n && forwarded[n - 1] != ',')
      n--;
    start = n;
    n -= n > 0;
    while (start < end && strchr(" \t", forwarded[start]))
      start++;
    while (start < end && strchr(" \t", forwarded[end - 1]))
      end--;
    if (!client_address_entry(a, forwarded + start, end - start, &text, &address))
      return text ? client : NULL;
    client = text;
  }
  return client;
}
