/* Where a page wants to be told of links to it (Webmention, section 3.1.2). */
#ifndef SITE_WEBMENTION_MENTION_ENDPOINT_H
#define SITE_WEBMENTION_MENTION_ENDPOINT_H

#include "base/arena.h"
#include "base/err.h"
#include "net/net_fetch.h"

/* *out is the absolute URL of the endpoint, in the arena; NULL if the page names none.
 * A Link header comes before the page's <link> and <a> elements, of which the first
 * counts. ERR_INVALID as html_parse; ERR_NOMEM. */
enum err mention_endpoint_find(
    struct arena *a, const struct net_fetched *page, const char **out) MUST_USE;

#endif
