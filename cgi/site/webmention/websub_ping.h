/* Tells the hub of the feeds that there is a new post, so that readers get it at once
 * (WebSub, https://www.w3.org/TR/websub/). */
#ifndef SITE_WEBMENTION_WEBSUB_PING_H
#define SITE_WEBMENTION_WEBSUB_PING_H

#include <stdint.h>

#include "base/err.h"
#include "site/core/site.h"

struct websub_ping {
  int attempts;     /* that have failed since the last success */
  int64_t retry_at; /* 0: at once */
};

/* Tells the hub if a hub is set and a post was published since it was last told. A hub
 * that does not answer is asked again later, several times: that is no error. Errors of
 * the database, ERR_NOMEM. */
enum err websub_ping_run(
    struct websub_ping *p, struct site *site, int64_t now) MUST_USE;

#endif
