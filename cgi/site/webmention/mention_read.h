/* Reads the page that a Webmention is about, and shows it as a comment. */
#ifndef SITE_WEBMENTION_MENTION_READ_H
#define SITE_WEBMENTION_MENTION_READ_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/webmention.h"
#include "net/net_fetch.h"
#include "site/core/site.h"

/* Requests w->source. If it links to w->target, it becomes a comment, which waits for
 * moderation unless that is off, or the comment that it is already changes; if it does
 * not link any longer or is gone, that comment goes to the trash. ERR_IO and ERR_DENIED
 * as net_fetch, with a sentence in `why`; ERR_INVALID, with one, if there is nothing to
 * show; errors of txn_write. The site is opened for ROLE_LINK. */
enum err mention_read(struct site *site, struct arena *a, const struct webmention *w,
    int64_t now, char why[NET_FETCH_WHY]) MUST_USE;

#endif
