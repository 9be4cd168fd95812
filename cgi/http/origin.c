#include "http/origin.h"

#include <string.h>
#include <strings.h>

/* The browser sets both headers, and a script in a page can set neither: their names
 * are forbidden to it (WHATWG Fetch, "forbidden request-header"). */
enum err origin_check(const struct request *r, const char *const *allowed) {
  const char *sent_from = r->sec_fetch_site;
  if (sent_from[0])
    /* "none" is a request that a person started, not a page. "same-site" is refused:
     * another subdomain may belong to somebody else. */
    return strcmp(sent_from, "same-origin") == 0 || strcmp(sent_from, "none") == 0
               ? OK
               : ERR_CROSS_SITE;
  if (!*r->origin)
    return OK;
  for (; *allowed; allowed++)
    /* The scheme and the host, which is all an origin has besides a port, are
     * case-insensitive (RFC 3986 section 6.2.2.1). */
    if (strcasecmp(*allowed, r->origin) == 0)
      return OK;
  return ERR_CROSS_SITE;
}
