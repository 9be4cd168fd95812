#include "base/network.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than the longest address with its prefix length has. */
enum { NETWORK_TEXT = 64 };

static const uint8_t network_ipv4_prefix[12] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool network_address_read(const char *text, struct network_address *out) {
  struct network_address a;
  if (inet_pton(AF_INET, text, a.bytes + sizeof network_ipv4_prefix) == 1)
    memcpy(a.bytes, network_ipv4_prefix, sizeof network_ipv4_prefix);
  else if (inet_pton(AF_INET6, text, a.bytes) != 1)
    return false;
  *out = a;
  return true;
}

bool network_address_is_ipv4(const struct network_address *a) {
  return memcmp(a->bytes, network_ipv4_prefix, sizeof network_ipv4_prefix) == 0;
}

/* Reads "ADDRESS" or "ADDRESS/BITS". *bits counts from the first of the 128. */
static bool network_read(const char *text, struct network_address *out, int *bits) {
  char address[NETWORK_TEXT];
  const char *slash = strchr(text, '/');
  size_t n = slash ? (size_t)(slash - text) : strlen(text);
  if (n >= sizeof address)
    return false;
  memcpy(address, text, n);
  address[n] = '\0';
  if (!network_address_read(address, out))
    return false;
  /* By how it is written: "::ffff:192.0.2.0/120" counts all 128 bits. */
  int most = strchr(address, ':') ? 128 : 32;
  *bits = 128;
  if (!slash)
    return true;
  char *end;
  long given = strtol(slash + 1, &end, 10);
  if (slash[1] < '0' || slash[1] > '9' || *end || given > most)
    return false;
  *bits = (int)given + 128 - most;
  return true;
}

static bool network_has(
    const struct network_address *n, int bits, const struct network_address *a) {
  size_t whole = (size_t)bits / 8;
  if (memcmp(n->bytes, a->bytes, whole) != 0)
    return false;
  uint8_t mask = (uint8_t)(0xff << (8 - bits % 8));
  return bits % 8 == 0 || ((n->bytes[whole] ^ a->bytes[whole]) & mask) == 0;
}

/* Copies the next entry of a list; false at its end. A longer one than any network is
 * cut, and then it is none. */
static bool network_next(const char **list, char entry[NETWORK_TEXT]) {
  *list += strspn(*list, ", \t");
  size_t n = strcspn(*list, ", \t");
  snprintf(
      entry, NETWORK_TEXT, "%.*s", (int)(n < NETWORK_TEXT ? n : NETWORK_TEXT), *list);
  *list += n;
  return n > 0;
}

bool network_list_find(
    const char *list, const struct network_address *a, char *entry, size_t entry_size) {
  char one[NETWORK_TEXT];
  struct network_address n;
  int bits;
  while (network_next(&list, one))
    if (network_read(one, &n, &bits) && network_has(&n, bits, a)) {
      snprintf(entry, entry_size, "%s", one);
      return true;
    }
  return false;
}

bool network_list_has(const char *list, const struct network_address *a) {
  char entry[NETWORK_TEXT];
  return network_list_find(list, a, entry, sizeof entry);
}

const char *network_list_fault(const char *list) {
  char one[NETWORK_TEXT];
  struct network_address n;
  int bits;
  while (network_next(&list, one))
    if (!network_read(one, &n, &bits))
      return "must be addresses or networks such as 192.0.2.7, 192.0.2.0/24 or "
             "2001:db8::/32, separated by commas";
  return NULL;
}
