/* Checks that a form was sent from a page of this site. */
#ifndef HTTP_ORIGIN_H
#define HTTP_ORIGIN_H

#include "base/err.h"
#include "http/request.h"

/* Returns OK or ERR_CROSS_SITE. Sec-Fetch-Site decides if present (W3C Fetch Metadata),
 * else Origin, which must be in `allowed` ("https://example.org", a list that ends with
 * NULL). A request with neither header passes: no browser that another site could abuse
 * sends a cross-site POST without Origin. */
enum err origin_check(const struct request *r, const char *const *allowed) MUST_USE;

#endif
