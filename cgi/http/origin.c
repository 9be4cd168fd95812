#include "http/origin.h"

#include <string.h>
#include <strings.h>

enum err origin_check(const struct request *r, const char *const *allowed) {
  if (*r->sec_fetch_site)
    return strcmp(r->sec_fetch_site, "same-origin") == 0 ||
                   strcmp(r->sec_fetch_site, "none") == 0
               ? OK
               : ERR_CROSS_SITE;
  if (!*r->origin)
    return OK;
  for (; *allowed; allowed++)
    if (strcasecmp(*allowed, r->origin) == 0)
      return OK;
  return ERR_CROSS_SITE;
}
