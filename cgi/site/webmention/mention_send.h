/* Tells other sites that our articles link to them. */
#ifndef SITE_WEBMENTION_MENTION_SEND_H
#define SITE_WEBMENTION_MENTION_SEND_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/webmention.h"
#include "net/net_fetch.h"
#include "site/core/site.h"

/* Queues the links of the articles that have changed since the last call, if they were
 * published within the last month: a blog that is imported must not tell the whole web.
 * The first call of a site only notes where it begins. The site is opened for
 * ROLE_LINK. Errors of txn_write. */
enum err mention_send_collect(struct site *site, struct arena *a, int64_t now) MUST_USE;

/* Looks for the endpoint of w->target and tells it. OK as well if the page names none.
 * ERR_IO and ERR_DENIED as net_fetch, with a sentence in `why`; also ERR_IO if the
 * endpoint refuses. */
enum err mention_send(struct site *site, struct arena *a, const struct webmention *w,
    char why[NET_FETCH_WHY]) MUST_USE;

#endif
