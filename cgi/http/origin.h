/* Was a form sent from a page of this site? */
#ifndef HTTP_ORIGIN_H
#define HTTP_ORIGIN_H

#include "base/err.h"
#include "http/request.h"

/* OK or ERR_CROSS_SITE. Sec-Fetch-Site decides where there is one (W3C Fetch Metadata),
 * else Origin against `allowed` ("https://example.org", list ended by NULL). A client
 * that sends neither cannot be made to by another site's page. */
enum err origin_check(const struct request *r, const char *const *allowed) MUST_USE;

#endif
