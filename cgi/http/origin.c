#include "http/origin.h"

#include <string.h>
#include <strings.h>

enum err origin_check(const struct request *r, const char *const *allowed) {
  const char *sent_from = r->sec_fetch_site;
  if (sent_from[0])
    return strcmp(sent_from, "same-origin") == 0 || strcmp(sent_from, "none") == 0
               ? OK
               : ERR_CROSS_SITE;
  if (!*r->origin)
    return OK;
  for (; *allowed; allowed++)
    if (strcasecmp(*allowed, r->origin) == 0)
      return OK;
  return ERR_CROSS_SITE;
}
